import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../clock';
import { type LoopbackServer, listenOnLoopback } from '../../loopback';
import type { Authority } from '../../ram/authority';
import { readBody } from '../../read-body';
import { FcError } from '../errors';
import type { FunctionCompute } from '../function-compute';
import { MAX_BODY_BYTES, tooLarge } from '../payload-limits';
import type { FcResponse } from './http-messages';
import { route } from './http-routes';
import { authenticate } from './http-signature';

/** Two versions of the API of Function Compute 2.0 with the same paths and signature. */
const VERSION = /^\/(2016-08-15|2021-04-06)(?=\/)/;

/** Serves the API of Function Compute 2.0 on loopback, for official clients. */
export async function serveFunctionCompute(
  fc: FunctionCompute,
  options: {
    authority: Authority;
    clock?: Clock;
    /** @default a free one */
    port?: number;
  },
): Promise<LoopbackServer> {
  const { authority, clock = systemClock, port } = options;
  const server = createServer((request, response) => {
    answer(fc, authority, clock, request).then(
      (result) => write(response, result),
      (error) => write(response, refusal(error)),
    );
  });
  return listenOnLoopback(server, port);
}

async function answer(
  fc: FunctionCompute,
  authority: Authority,
  clock: Clock,
  request: IncomingMessage,
): Promise<FcResponse> {
  const body = await readBody(request, MAX_BODY_BYTES, () => tooLarge(MAX_BODY_BYTES));
  const caller = authenticate(request, authority, clock);
  const url = new URL(request.url ?? '', 'http://localhost');
  const method = request.method ?? '';
  if (!VERSION.test(url.pathname)) {
    throw new FcError('PathNotSupported', `'${method}' against '${url.pathname}' is not supported`);
  }
  const path = decodeURIComponent(url.pathname.replace(VERSION, ''));
  return route(fc, { caller, method, path, query: url.searchParams, headers: request.headers, body });
}

function refusal(error: unknown): FcResponse {
  const known = error instanceof FcError ? error : asFcError(error);
  return {
    status: known.status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ ErrorCode: known.code, ErrorMessage: known.message })),
  };
}

function asFcError(error: unknown): FcError {
  // A path that cannot be percent-decoded.
  const isBadPath = error instanceof URIError;
  return new FcError(isBadPath ? 'InvalidArgument' : 'InternalServerError', String(error), { cause: error });
}

function write(response: ServerResponse, { status, headers, body }: FcResponse): void {
  response.writeHead(status, {
    'x-fc-request-id': randomUUID(),
    ...headers,
    'content-length': body.length,
  });
  response.end(body);
}
