import { createHash, createHmac } from 'node:crypto';
import { exchange } from '../http/exchange';
import { SilenceError } from '../http/http-connection';
import { type TablestoreEndpoints, throughEndpoint } from './endpoint-choice';
import { readErrorResponse } from './messages';
import { failureOfAnswer, OtsFailure } from './ots-error';

export interface TablestoreSettings extends TablestoreEndpoints {
  instance: string;
  table: string;
  credentials: { accessKeyId: string; accessKeySecret: string; securityToken?: string };
  /** Epoch milliseconds. After this nothing is waited for. */
  deadline: number;
}

/** Reading or writing a row takes 5 to 50 ms. */
const ANSWER_TIMEOUT_MS = 5_000;

/** Connecting takes 1 ms within a region. 2 s allow for a few lost packets. */
const CONNECT_TIMEOUT_MS = 2_000;

const API_VERSION = '2015-12-31';

/**
 * Makes one signed request.
 *
 * Why not the official SDK: it takes the HTTP status for the error code, waits for ever when a response
 * breaks off, opens a connection for each request, does not run in strict mode, and makes a cold start slower
 * than everything else together. The tests compare every request with the SDK's request byte for byte.
 *
 * @throws OtsFailure
 */
export async function callTablestore(
  settings: TablestoreSettings,
  operation: string,
  body: Buffer,
): Promise<Buffer> {
  return throughEndpoint(settings, async (endpoint) => {
    const answer = await post(endpoint, settings, `/${operation}`, body);
    if (answer.status === 200) return answer.body;
    throw failureOfAnswer(answer.status, readErrorResponse(answer.body));
  });
}

function signedHeaders(settings: TablestoreSettings, path: string, body: Buffer): Record<string, string> {
  const { accessKeyId, accessKeySecret, securityToken } = settings.credentials;
  // Sorted by name, as the signature requires.
  const headers = {
    'x-ots-accesskeyid': accessKeyId,
    'x-ots-apiversion': API_VERSION,
    'x-ots-contentmd5': createHash('md5').update(body).digest('base64'),
    'x-ots-date': new Date().toISOString(),
    'x-ots-instancename': settings.instance,
    ...(securityToken ? { 'x-ots-ststoken': securityToken } : {}),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const signature = createHmac('sha1', accessKeySecret).update(`${path}\nPOST\n\n${lines.join('')}`);
  return { ...headers, 'x-ots-signature': signature.digest('base64') };
}

async function post(
  endpoint: string,
  settings: TablestoreSettings,
  path: string,
  body: Buffer,
): Promise<{ status: number; body: Buffer }> {
  const { protocol, hostname, port, host } = new URL(endpoint);
  const headers = {
    Host: host,
    Connection: 'keep-alive',
    ...signedHeaders(settings, path, body),
    'Content-Length': body.length,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  try {
    const answer = await exchange({
      // The address alone: of IPv6, without its brackets.
      peer: { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port },
      head: `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`,
      body,
      connectTimeout: CONNECT_TIMEOUT_MS,
      answerTimeout: ANSWER_TIMEOUT_MS,
    });
    return { status: answer.status, body: await answer.whole(ANSWER_TIMEOUT_MS) };
  } catch (error) {
    throw new OtsFailure('Network', tellable(error), true, isUnreachable(error));
  }
}

/** Errors of the system before a connection stands: no such name, nobody there, or refused on the way. */
const UNREACHABLE = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
]);

const isUnreachable = (error: unknown): boolean =>
  error instanceof SilenceError
    ? error.message.startsWith('accepted no connection')
    : UNREACHABLE.has((error as NodeJS.ErrnoException).code ?? '');

/** What may be told of an error of the network: the system's own message holds the address. */
function tellable(error: unknown): string {
  if (error instanceof SilenceError) return error.message;
  return (error as NodeJS.ErrnoException).code ?? (error as Error).name;
}
