import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../clock';
import { type LoopbackServer, listenOnLoopback } from '../../loopback';
import type { Authority } from '../../ram/authority';
import { readBody } from '../../read-body';
import { FcError } from '../errors';
import type { FunctionCompute } from '../function-compute';
import { MAX_BODY_BYTES, tooLarge } from '../payload-limits';
import { notSupported } from './absent';
import { type Authenticate, type HttpApi, route } from './api';
import type { FcResponse } from './messages';

/** Serves APIs of Function Compute on loopback, at one address as the real service does, for official clients. */
export async function serveFunctionCompute(
  fc: FunctionCompute,
  options: {
    /** Of the generations that there are; a refusal without any looks like one of the first. */
    apis: readonly [HttpApi, ...HttpApi[]];
    authority: Authority;
    clock?: Clock;
    /** @default a free one */
    port?: number;
  },
): Promise<LoopbackServer> {
  const { authority, clock = systemClock, port, apis } = options;
  const served = apis.map((api) => ({ api, authenticate: api.authenticator(authority, clock) }));
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const found = served.find(({ api }) => api.version.test(path));
    answer(fc, found, request).then(
      (result) => write(response, result),
      (error) => write(response, refusal(found?.api ?? apis[0], error)),
    );
  });
  return listenOnLoopback(server, port);
}

async function answer(
  fc: FunctionCompute,
  found: { api: HttpApi; authenticate: Authenticate } | undefined,
  request: IncomingMessage,
): Promise<FcResponse> {
  const body = await readBody(request, MAX_BODY_BYTES, () => tooLarge(MAX_BODY_BYTES));
  const url = new URL(request.url ?? '', 'http://localhost');
  const method = request.method ?? '';
  if (!found) throw notSupported(method, url.pathname);
  const caller = found.authenticate(request, body);
  const path = decodeURIComponent(url.pathname.replace(found.api.version, ''));
  const { headers } = request;
  return route(found.api.routes, fc, { caller, method, path, query: url.searchParams, headers, body });
}

function refusal(api: HttpApi, error: unknown): FcResponse {
  const known = error instanceof FcError ? error : asFcError(error);
  const requestId = randomUUID();
  return {
    status: known.status,
    headers: { 'content-type': 'application/json', 'x-fc-request-id': requestId },
    body: Buffer.from(JSON.stringify(api.refusal(known, requestId))),
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
