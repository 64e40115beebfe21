import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../clock';
import type { Authority, Principal } from '../../ram/authority';
import type { FcError } from '../errors';
import type { FunctionCompute } from '../function-compute';
import { notSupported } from './absent';
import type { FcRequest, FcResponse, Names } from './messages';

type Handler = (fc: FunctionCompute, request: FcRequest, names: Names) => FcResponse | Promise<FcResponse>;

export type Route = [method: string, path: RegExp, handler: Handler];

/** Finds out who signed a request. Throws FcError 403 for what is missing, wrong or too old. */
export type Authenticate = (request: IncomingMessage, body: Buffer) => Principal;

/** The API of one generation, as its official clients speak it. */
export interface HttpApi {
  /** What its paths begin with. */
  version: RegExp;
  authenticator(authority: Authority, clock: Clock): Authenticate;
  routes: readonly Route[];
  /** The body of a refusal. */
  refusal(error: FcError, requestId: string): object;
}

/** @throws FcError, also `PathNotSupported` for calls that this stand-in does not have */
export async function route(
  routes: readonly Route[],
  fc: FunctionCompute,
  request: FcRequest,
): Promise<FcResponse> {
  for (const [method, pattern, handler] of routes) {
    const match = method === request.method ? pattern.exec(request.path) : null;
    if (match) {
      return handler(fc, request, { ...match.groups });
    }
  }
  throw notSupported(request.method, request.path);
}
