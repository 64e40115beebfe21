import type { IncomingMessage } from 'node:http';
import { invalidArgument, OssError } from './errors';

/** An HTTP request in the terms of OSS. */
export interface OssRequest {
  method: string;
  /** As the client sent it, port included. */
  host: string;
  bucket: string | undefined;
  /** True when the bucket is the start of the path, not part of the host name. */
  pathStyle: boolean;
  /** Empty for requests about a bucket or the service. */
  key: string;
  /** Decoded; a name without `=` has null. */
  query: Map<string, string | null>;
  /** Names in lower case; values hold one character per byte received, as Node gives them. */
  headers: Record<string, string>;
  id: string;
  sourceAddress: string;
  body: IncomingMessage;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Percent-decodes to bytes first, because clients may also send UTF-8 unescaped. */
function percentDecode(text: string): string {
  const bytes = text.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return utf8.decode(Buffer.from(bytes, 'latin1'));
}

function parseQuery(text: string): Map<string, string | null> {
  const query = new Map<string, string | null>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const decode = (part: string) => percentDecode(part.replaceAll('+', ' '));
    if (equals < 0) query.set(decode(pair), null);
    else query.set(decode(pair.slice(0, equals)), decode(pair.slice(equals + 1)));
  }
  return query;
}

const BARE_HOST = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const BUCKET_HOST = /^([^.]+)\.(localhost|127\.0\.0\.1)$/;
const STANDARD_HOST = /^(?:([^.]+)\.)?oss(?:-[a-z0-9-]+)?\.aliyuncs\.com$/;

/** The bucket in the `Host` header, or `inPath` when it is the start of the path. */
function bucketOfHost(host: string): { inPath: boolean; bucket?: string } {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (BARE_HOST.test(name)) return { inPath: true };
  const match = BUCKET_HOST.exec(name) ?? STANDARD_HOST.exec(name);
  if (!match) throw new OssError('NonStandardHostForbidden');
  return { inPath: false, bucket: match[1] };
}

/** @throws OssError `NonStandardHostForbidden`, `InvalidObjectName`, `InvalidArgument` */
export function parseRequest(message: IncomingMessage, id: string): OssRequest {
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : value!,
    ]),
  );
  const host = headers.host ?? '';
  const { inPath, bucket } = bucketOfHost(host);
  let path: string;
  try {
    path = percentDecode(mark < 0 ? target : target.slice(0, mark)).replace(/^\//, '');
  } catch {
    throw new OssError('InvalidObjectName', { message: 'The specified object is not valid UTF-8.' });
  }
  let query: Map<string, string | null>;
  try {
    query = parseQuery(mark < 0 ? '' : target.slice(mark + 1));
  } catch {
    throw invalidArgument('query', target.slice(mark + 1), 'The query string must be valid UTF-8.');
  }
  const slash = path.indexOf('/');
  const fromPath = inPath ? (slash < 0 ? path : path.slice(0, slash)) : undefined;
  return {
    method: message.method ?? 'GET',
    host,
    bucket: inPath ? fromPath || undefined : bucket,
    pathStyle: inPath,
    key: inPath ? (slash < 0 ? '' : path.slice(slash + 1)) : path,
    query,
    headers,
    id,
    sourceAddress: (message.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    body: message,
  };
}
