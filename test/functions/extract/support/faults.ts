import type { OriginRequest, StoredObject } from './origin-server';
import { etagOf, failWith } from './origin-server';

type Fault = (request: OriginRequest) => void;

/** Sends the header and a part of the body of a correct response. The fault comes after it. */
function begin({ range, object, response }: OriginRequest, bytes: number, declared?: number) {
  const size = object.bytes.length;
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' ? size : Math.min(size, Number(last) + 1);
  response.writeHead(206, {
    ETag: `"${etagOf(object)}"`,
    'Last-Modified': new Date('2026-01-02T03:04:05Z').toUTCString(),
    'Content-Range': `bytes ${start}-${end - 1}/${declared ?? size}`,
    ...(bytes > 0 ? { 'Content-Length': end - start } : {}),
  });
  response.write(object.bytes.subarray(start, Math.min(end, start + Math.abs(bytes))));
}

/** An object with the same length and other bytes. */
export const otherVersion = (object: StoredObject): StoredObject => ({
  bytes: Buffer.from(object.bytes.map((byte) => byte ^ 0x55)),
});

/** Faults of an origin, or of the network before it, in one request. */
export const FAULTS: Record<string, Fault> = {
  'stalls before its answer': () => {},
  'stalls in its answer': (request) => begin(request, 6000),
  'resets the connection': ({ request }) => request.socket.resetAndDestroy(),
  'resets in its answer': (request) => {
    begin(request, 6000);
    setImmediate(() => request.request.socket.resetAndDestroy());
  },
  'ends its answer early, as if it were whole': (request) => {
    begin(request, -6000);
    request.response.end();
  },
  'ends its answer without a byte': (request) => {
    request.response.writeHead(206, {
      ETag: `"${etagOf(request.object)}"`,
      'Last-Modified': new Date('2026-01-02T03:04:05Z').toUTCString(),
      'Content-Length': 0,
    });
    request.response.end();
  },
  'ignores the range': ({ object, response }) => {
    response.writeHead(200, {
      ETag: `"${etagOf(object)}"`,
      'Last-Modified': new Date('2026-01-02T03:04:05Z').toUTCString(),
      'Content-Length': object.bytes.length,
    });
    response.end(object.bytes);
  },
  'lies about the length': (request) => {
    begin(request, 1_000_000, request.object.bytes.length + 7);
    request.response.end();
  },
  'sends another range': ({ object, response, answer, request }) => {
    if (object.bytes.length < 200) return answer();
    request.headers.range = 'bytes=100-199';
    response.on('finish', () => {});
    answer();
  },
  'answers 500': ({ response }) => failWith(response, 500, 'InternalError'),
  'answers 503': ({ response }) => failWith(response, 503, 'SlowDown'),
  'breaks off its own error': ({ response, request }) => {
    response.writeHead(500, { 'Content-Length': 500 });
    response.write('<Error><Code>Inter');
    setImmediate(() => request.socket.destroy());
  },
  "sends another version's bytes": (request) => {
    delete request.request.headers['if-match'];
    request.answer(otherVersion(request.object));
  },
  'has another version': (request) => request.answer(otherVersion(request.object)),
  'has no such object': ({ response }) => failWith(response, 404, 'NoSuchKey'),
  'refuses the keys': ({ response }) => failWith(response, 403, 'SecurityTokenExpired'),
};
