import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import {
  type FcAccess,
  type FcAnswer,
  type FcRequest,
  fcEndpointOf,
  type InvocationType,
  sendSigned,
} from './invocation';
import type { Keys } from './keys';

const API_VERSION = '2016-08-15';

const REFUSAL = z.pipe(
  z.looseObject({ ErrorCode: z.string(), ErrorMessage: z.string() }),
  z.transform(({ ErrorCode: code, ErrorMessage: message }) => ({ code, message })),
);

/**
 * Has a function of Function Compute 2 invoked. The official client brings an axios of 2021 and core-js 2 for what is one
 * signed POST; a test compares this request with the client's.
 *
 * @param timeoutMs for the service to accept it or, where the answer is waited for, to answer; in milliseconds
 * @param type @default Async: the function's answer is not waited for
 * @throws InvocationError
 */
export async function invokeInService(
  access: FcAccess,
  keys: Keys,
  target: { service: string; function: string },
  payload: Buffer,
  timeoutMs: number,
  type: InvocationType = 'Async',
): Promise<FcAnswer> {
  const request: FcRequest = {
    method: 'POST',
    path: `/services/${target.service}/functions/${target.function}/invocations`,
    body: payload,
    headers: { 'x-fc-invocation-type': type },
  };
  return askFunctionCompute2(access, keys, request, timeoutMs);
}

/**
 * Asks the API of Function Compute 2.
 * @param timeoutMs for the answer, in milliseconds
 * @throws InvocationError
 */
export async function askFunctionCompute2(
  access: FcAccess,
  keys: Keys,
  request: FcRequest,
  timeoutMs: number,
): Promise<FcAnswer> {
  const path = `/${API_VERSION}${request.path}`;
  const url = new URL(path, fcEndpointOf(access));
  // Not signed: only those of functions that HTTP calls are.
  url.search = new URLSearchParams(request.query).toString();
  const headers = signedHeaders(access.accountId, keys, path, request);
  return sendSigned(url, headers, request, { refusal: REFUSAL, timeoutMs });
}

function signedHeaders(
  accountId: string,
  keys: Keys,
  path: string,
  { method, body, contentType = 'application/octet-stream', headers = {} }: FcRequest,
): Record<string, string> {
  // As the official client writes the digest: the hexadecimal digits, in Base64.
  const [type, md5] = body
    ? [contentType, Buffer.from(createHash('md5').update(body).digest('hex')).toString('base64')]
    : ['', ''];
  const date = new Date().toUTCString();
  // In the order of their names, as they are signed.
  const fcHeaders: Record<string, string> = {
    'x-fc-account-id': accountId,
    ...headers,
    ...(keys.securityToken ? { 'x-fc-security-token': keys.securityToken } : {}),
  };
  const lines = Object.entries(fcHeaders).map(([name, value]) => `${name}:${value}\n`);
  const text = [method, md5, type, date, `${lines.join('')}${path}`].join('\n');
  const signature = createHmac('sha256', keys.accessKeySecret).update(text).digest('base64');
  return {
    ...fcHeaders,
    ...(body ? { 'content-type': type, 'content-md5': md5 } : {}),
    date,
    authorization: `FC ${keys.accessKeyId}:${signature}`,
  };
}
