import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { acs3Authorization, canonicalQuery } from './acs3-signature';
import {
  type FcAccess,
  type FcAnswer,
  type FcRequest,
  fcEndpointOf,
  type InvocationType,
  sendSigned,
} from './invocation';
import type { Keys } from './keys';

const API_VERSION = '2023-03-30';

const REFUSAL = z.pipe(
  z.looseObject({ Code: z.string(), Message: z.string() }),
  z.transform(({ Code: code, Message: message }) => ({ code, message })),
);

/**
 * Has a function of Function Compute 3 invoked. The official client takes a redirect for an acceptance and loses the
 * status of an answer that is not JSON, so that what a proxy could not pass on would not be sent again; a test compares
 * this request with the client's.
 *
 * @param timeoutMs for the service to accept it or, where the answer is waited for, to answer; in milliseconds
 * @param type @default Async: the function's answer is not waited for
 * @throws InvocationError
 */
export async function invokeFunction(
  access: FcAccess,
  keys: Keys,
  functionName: string,
  payload: Buffer,
  timeoutMs: number,
  type: InvocationType = 'Async',
): Promise<FcAnswer> {
  const request: FcRequest = {
    method: 'POST',
    path: `/functions/${functionName}/invocations`,
    body: payload,
    headers: { 'x-acs-action': 'InvokeFunction', 'x-fc-invocation-type': type },
  };
  return askFunctionCompute3(access, keys, request, timeoutMs);
}

/**
 * Asks the API of Function Compute 3.
 * @param request whose headers name the operation as `x-acs-action`
 * @param timeoutMs for the answer, in milliseconds
 * @throws InvocationError
 */
export async function askFunctionCompute3(
  access: FcAccess,
  keys: Keys,
  request: FcRequest,
  timeoutMs: number,
): Promise<FcAnswer> {
  const path = `/${API_VERSION}${request.path}`;
  const url = new URL(path, fcEndpointOf(access));
  const query = canonicalQuery(request.query ?? {});
  url.search = query;
  const { method, body = Buffer.alloc(0), contentType = 'application/octet-stream' } = request;
  const headers: Record<string, string> = {
    ...(request.body ? { 'content-type': contentType } : {}),
    ...request.headers,
    'x-acs-content-sha256': createHash('sha256').update(body).digest('hex'),
    // Without milliseconds, as the service takes it.
    'x-acs-date': new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': API_VERSION,
    ...(keys.securityToken ? { 'x-acs-security-token': keys.securityToken } : {}),
  };
  const authorization = acs3Authorization(keys, {
    method,
    path,
    query,
    headers: { ...headers, host: url.host },
  });
  return sendSigned(url, { ...headers, authorization }, request, { refusal: REFUSAL, timeoutMs });
}
