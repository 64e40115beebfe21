import type http from 'node:http';
import { MAX_BODY } from './limits';
import type { OtsRequest } from './request-handler';
import type { OtsHeaders } from './request-signature';

/** Reads a request to its end. `tooLarge` says that a part of its body was dropped. */
export async function receive(incoming: http.IncomingMessage): Promise<OtsRequest & { tooLarge: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped, so that the client can receive the answer.
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  const headers: OtsHeaders = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === 'string') headers[name] = value;
  }
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '/',
    headers,
    body: Buffer.concat(chunks),
    tooLarge: size > MAX_BODY,
  };
}
