import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ObjectSource } from '../../../../functions/extract/object-reader/object-source';

export interface StoredObject {
  bytes: Buffer;
  modified?: Date;
  headers?: Record<string, string>;
  etag?: string;
}

/** One request as it arrived, with everything needed to answer it correctly or with a fault. */
export interface OriginRequest {
  /** Counted from 1. */
  number: number;
  key: string;
  range: string | undefined;
  object: StoredObject;
  request: http.IncomingMessage;
  response: http.ServerResponse;
  /** Answers as OSS does. */
  answer(object?: StoredObject): void;
}

export const etagOf = (object: StoredObject): string =>
  object.etag ?? createHash('md5').update(object.bytes).digest('hex').toUpperCase();

export const failWith = (response: http.ServerResponse, status: number, code: string, more = ''): void => {
  response.writeHead(status, { 'Content-Type': 'application/xml', 'x-oss-request-id': '65F0A2B4' });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>m</Message>${more}</Error>`,
  );
};

/**
 * The bytes that a `Range` header means. OSS ignores a range that ends after the object, and sends the whole
 * object.
 */
function extent(range: string | undefined, size: number): [number, number] | undefined | 'whole' {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined || last === undefined || size === 0) return 'whole';
  if (first === '') return Number(last) > size ? 'whole' : [size - Number(last), size];
  if (Number(first) >= size) return 'whole';
  if (last === '') return [Number(first), size];
  return Number(last) >= size ? 'whole' : [Number(first), Number(last) + 1];
}

/**
 * A server on loopback that handles ranges and versions as OSS does. It checks no signature. A test can make
 * it misbehave.
 */
export class OriginServer {
  readonly objects = new Map<string, StoredObject>();
  readonly requests: { method: string; key: string; range: string | undefined; bytes: number }[] = [];
  /** Milliseconds to wait before each response. */
  latency = 0;
  /** Handles a request instead of `answer`. */
  misbehave: ((request: OriginRequest) => boolean) | undefined;
  readonly sockets = new Set<Socket>();
  connections = 0;
  private readonly server = http.createServer((request, response) => this.handle(request, response));

  async start(): Promise<this> {
    this.server.on('connection', (socket: Socket) => {
      this.connections += 1;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  get source(): ObjectSource {
    const { port } = this.server.address() as AddressInfo;
    return {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'cn-hangzhou',
      credentials: { accessKeyId: 'AKID', accessKeySecret: 'secret' },
    };
  }

  put(key: string, object: Buffer | StoredObject): void {
    this.objects.set(key, Buffer.isBuffer(object) ? { bytes: object } : object);
  }

  private handle(request: http.IncomingMessage, response: http.ServerResponse): void {
    const path = (request.url ?? '').split('?')[0] as string;
    const key = decodeURIComponent(path).split('/').slice(2).join('/');
    const range = request.headers.range;
    const record = { method: request.method ?? '', key, range, bytes: 0 };
    this.requests.push(record);
    const number = this.requests.length;
    const object = this.objects.get(key);
    setTimeout(() => {
      if (!object) return failWith(response, 404, 'NoSuchKey');
      const answer = (version = object): void => {
        record.bytes = this.answer(request, response, version);
      };
      if (this.misbehave?.({ number, key, range, object, request, response, answer })) return;
      answer();
    }, this.latency);
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse, object: StoredObject): number {
    const etag = `"${etagOf(object)}"`;
    const match = request.headers['if-match'];
    if (match && match !== etag) {
      failWith(response, 412, 'PreconditionFailed');
      return 0;
    }
    const size = object.bytes.length;
    const asked = extent(request.headers.range, size);
    const [start, end] = asked === 'whole' || asked === undefined ? [0, size] : asked;
    response.writeHead(asked === 'whole' ? 200 : 206, {
      ETag: etag,
      'Last-Modified': (object.modified ?? new Date('2026-01-02T03:04:05Z')).toUTCString(),
      'Content-Type': 'application/octet-stream',
      'Content-Length': end - start,
      'x-oss-storage-class': 'Standard',
      'x-oss-object-type': 'Normal',
      ...(asked === 'whole' ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${size}` }),
      ...object.headers,
    });
    response.end(request.method === 'HEAD' ? undefined : object.bytes.subarray(start, end));
    return end - start;
  }
}
