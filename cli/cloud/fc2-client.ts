import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { type FcAccess, fcEndpointOf, postInvocation } from './invocation';
import type { Keys } from './keys';

const API_VERSION = '2016-08-15';

const REFUSAL = z.pipe(
  z.looseObject({ ErrorCode: z.string(), ErrorMessage: z.string() }),
  z.transform(({ ErrorCode: code, ErrorMessage: message }) => ({ code, message })),
);

/**
 * Has a function of Function Compute 2 invoked without waiting for its answer. The official client brings an axios of
 * 2021 and core-js 2 for what is one signed POST; a test compares this request with the client's.
 *
 * @param timeoutMs for the service to accept it, in milliseconds
 * @throws InvocationError
 */
export async function invokeInService(
  access: FcAccess,
  keys: Keys,
  target: { service: string; function: string },
  payload: Buffer,
  timeoutMs: number,
): Promise<void> {
  const path = `/${API_VERSION}/services/${target.service}/functions/${target.function}/invocations`;
  const headers = signedHeaders(access.accountId, keys, path, payload);
  await postInvocation(new URL(path, fcEndpointOf(access)), headers, payload, {
    refusal: REFUSAL,
    timeoutMs,
  });
}

function signedHeaders(accountId: string, keys: Keys, path: string, payload: Buffer): Record<string, string> {
  const type = 'application/octet-stream';
  // As the official client writes it: the hexadecimal digits, in Base64.
  const digest = createHash('md5').update(payload).digest('hex');
  const md5 = Buffer.from(digest).toString('base64');
  const date = new Date().toUTCString();
  // In the order of their names, as they are signed.
  const fcHeaders: Record<string, string> = {
    'x-fc-account-id': accountId,
    'x-fc-invocation-type': 'Async',
    ...(keys.securityToken ? { 'x-fc-security-token': keys.securityToken } : {}),
  };
  const lines = Object.entries(fcHeaders).map(([name, value]) => `${name}:${value}\n`);
  const text = ['POST', md5, type, date, `${lines.join('')}${path}`].join('\n');
  const signature = createHmac('sha256', keys.accessKeySecret).update(text).digest('base64');
  return {
    ...fcHeaders,
    'content-type': type,
    'content-md5': md5,
    date,
    authorization: `FC ${keys.accessKeyId}:${signature}`,
  };
}
