import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { acs3Authorization } from './acs3-signature';
import { type FcAccess, fcEndpointOf, postInvocation } from './invocation';
import type { Keys } from './keys';

const API_VERSION = '2023-03-30';

const REFUSAL = z.pipe(
  z.looseObject({ Code: z.string(), Message: z.string() }),
  z.transform(({ Code: code, Message: message }) => ({ code, message })),
);

/**
 * Has a function of Function Compute 3 invoked without waiting for its answer. The official client takes a redirect for
 * an acceptance and loses the status of an answer that is not JSON, so that what a proxy could not pass on would not be
 * sent again; a test compares this request with the client's.
 *
 * @param timeoutMs for the service to accept it, in milliseconds
 * @throws InvocationError
 */
export async function invokeFunction(
  access: FcAccess,
  keys: Keys,
  functionName: string,
  payload: Buffer,
  timeoutMs: number,
): Promise<void> {
  const path = `/${API_VERSION}/functions/${functionName}/invocations`;
  const url = new URL(path, fcEndpointOf(access));
  const headers: Record<string, string> = {
    'content-type': 'application/octet-stream',
    'x-acs-action': 'InvokeFunction',
    'x-acs-content-sha256': createHash('sha256').update(payload).digest('hex'),
    // Without milliseconds, as the service takes it.
    'x-acs-date': new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': API_VERSION,
    'x-fc-invocation-type': 'Async',
    ...(keys.securityToken ? { 'x-acs-security-token': keys.securityToken } : {}),
  };
  const authorization = acs3Authorization(keys, {
    method: 'POST',
    path,
    headers: { ...headers, host: url.host },
  });
  await postInvocation(url, { ...headers, authorization }, payload, { refusal: REFUSAL, timeoutMs });
}
