import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { CHUNK_BYTES } from './blob-reader';
import type { BlobStore } from './blobs';
import type { OssFault } from './conditions';
import { OssError } from './errors';
import type { OssAnswer } from './exchange';
import { group, leaf, xmlDocument } from './xml';

/** How an answer is sent: its connection, and the conditions of the request. */
interface SendOptions {
  /** Given here, because a response has no socket until earlier answers of the connection are sent. */
  socket: Socket;
  bytesPerSecond?: number;
  fault?: OssFault;
  /** Called with the number of bytes of the body that were sent. */
  sent(bytes: number): void;
}

/** The error document that every refusal carries. */
function errorDocument(error: OssError, requestId: string, host: string): string {
  const elements = Object.entries(error.elements).map(([name, value]) =>
    typeof value === 'string'
      ? leaf(name, value)
      : group(name, ...Object.entries(value).map(([inner, text]) => leaf(inner, text))),
  );
  return xmlDocument(
    group(
      'Error',
      leaf('Code', error.code),
      leaf('Message', error.message),
      leaf('RequestId', requestId),
      leaf('HostId', host),
      ...elements,
      leaf('EC', error.ec),
      leaf('RecommendDoc', `https://api.aliyun.com/troubleshoot?q=${error.ec}`),
    ),
  );
}

/** The answer for an error. For a HEAD request, which has no body, the document is in a header. */
export function refusal(error: OssError, request: { method: string; id: string; host: string }): OssAnswer {
  // 304 is no error to its client, and has no body.
  if (error.status === 304) return { status: 304, headers: error.headers };
  const xml = errorDocument(error, request.id, request.host);
  const headers = { ...error.headers, 'x-oss-ec': error.ec };
  if (request.method !== 'HEAD') return { status: error.status, headers, xml };
  return {
    status: error.status,
    headers: { ...headers, 'x-oss-err': Buffer.from(xml).toString('base64') },
  };
}

/**
 * Sends an answer and releases its blobs. Rejects when the connection ends first, and for damaged bytes: with nothing
 * sent when the first of them are damaged.
 */
export async function send(
  answer: OssAnswer,
  response: ServerResponse,
  blobs: BlobStore,
  wire: SendOptions,
): Promise<void> {
  const { content, xml, headers } = answer;
  try {
    if (bodyLimit(wire) === 0) return await breakOff(wire.socket, wire.fault!);
    const document =
      xml === undefined ? undefined : Buffer.from(xml.startsWith('<?xml') ? xml : xmlDocument(xml));
    const length = content ? content.end - content.start : (answer.contentLength ?? document?.length ?? 0);
    const hasNoBody = answer.status === 204 || answer.status === 304;
    const chunks = content && (await begun(contentChunks(blobs, content, length, wire)));
    response.writeHead(answer.status, {
      ...(document && { 'Content-Type': 'application/xml' }),
      ...(!hasNoBody && { 'Content-Length': length }),
      ...headers,
    });
    if (chunks) {
      await sendBytes(chunks, response, wire);
    } else if (document) {
      await sendBytes([document], response, wire);
    }
    response.end();
  } finally {
    if (content) blobs.release(content.segments);
  }
}

function contentChunks(
  blobs: BlobStore,
  { segments, start, end }: NonNullable<OssAnswer['content']>,
  length: number,
  wire: SendOptions,
): AsyncGenerator<Buffer> {
  return blobs.read(segments, start, end, { pieceBytes: chunkBytes(length, wire), reuse: true });
}

/** The same chunks, with the first one read already. */
async function begun(chunks: AsyncGenerator<Buffer>): Promise<AsyncIterable<Buffer>> {
  const first = await chunks.next();
  return (async function* () {
    try {
      if (first.done) return;
      yield first.value;
      yield* chunks;
    } finally {
      await chunks.return(undefined);
    }
  })();
}

/** With a limited rate, bytes are sent in 20 pieces a second. */
function chunkBytes(length: number, { bytesPerSecond }: SendOptions): number {
  const most = Math.min(CHUNK_BYTES, length);
  return bytesPerSecond ? Math.max(1, Math.min(most, Math.floor(bytesPerSecond / 20))) : most;
}

/** Bytes of the body that a fault lets through. */
function bodyLimit({ fault }: SendOptions): number {
  return fault && fault.kind !== 'refuse' ? (fault.afterBytes ?? 0) : Number.POSITIVE_INFINITY;
}

async function sendBytes(
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
  response: ServerResponse,
  wire: SendOptions,
): Promise<void> {
  const started = performance.now();
  let sent = 0;
  const limit = bodyLimit(wire);
  for await (const chunk of chunks) {
    if (wire.socket.destroyed) return;
    const piece = chunk.subarray(0, Math.max(0, limit - sent));
    if (wire.bytesPerSecond) {
      const due = ((sent + piece.length) / wire.bytesPerSecond) * 1000 - (performance.now() - started);
      if (due > 0) await delay(due);
    }
    const taken = written(piece, response, wire.socket);
    sent += piece.length;
    wire.sent(piece.length);
    if (sent >= limit) return breakOff(wire.socket, wire.fault!);
    // The next piece is read into the same memory.
    await taken;
  }
}

/** Ends an answer as the fault says: by a reset, or by waiting until the client closes the connection. */
async function breakOff(socket: Socket, fault: OssFault): Promise<void> {
  if (fault.kind === 'reset') socket.resetAndDestroy();
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
}

/** Resolves when the kernel has the bytes or the client is gone. */
function written(piece: Buffer, response: ServerResponse, socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      socket.off('close', settle);
      resolve();
    };
    socket.once('close', settle);
    response.write(piece, settle);
    if (socket.destroyed) settle();
  });
}

/** The error of a fault that refuses a request. */
export function faultError(fault: Extract<OssFault, { kind: 'refuse' }>): OssError {
  const error = new OssError('InternalError', { message: fault.message });
  return Object.assign(error, { status: fault.status, code: fault.code });
}
