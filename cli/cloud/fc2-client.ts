import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import type { Keys } from './keys';

export interface FcAccess {
  accountId: string;
  region: string;
  /** True to use the addresses inside Alibaba Cloud. */
  vpc: boolean;
  /** @default - the region's endpoint of the account */
  fcEndpoint?: string;
}

const API_VERSION = '2016-08-15';

const REFUSAL = z.looseObject({ ErrorCode: z.string(), ErrorMessage: z.string() });

/** An invocation that was not accepted. */
export class InvocationError extends Error {
  override name = 'InvocationError';

  constructor(
    readonly code: string,
    message: string,
    /** Of HTTP; undefined when there was no answer. */
    readonly status?: number,
  ) {
    super(message);
  }
}

/**
 * Has a function of Function Compute 2 invoked without waiting for its answer. The official client brings an axios of
 * 2021 and core-js 2 for what is one signed POST; a test compares this request with the client's.
 *
 * @param timeoutMs for the service to accept it, in milliseconds
 * @throws InvocationError
 */
export async function invokeAsync(
  access: FcAccess,
  keys: Keys,
  target: { service: string; function: string },
  payload: Buffer,
  timeoutMs: number,
): Promise<void> {
  const { accountId, region, vpc } = access;
  const host = `${accountId}.${region}${vpc ? '-internal' : ''}.fc.aliyuncs.com`;
  const endpoint = access.fcEndpoint ?? `https://${host}`;
  const path = `/${API_VERSION}/services/${target.service}/functions/${target.function}/invocations`;
  try {
    const answer = await fetch(new URL(path, endpoint), {
      method: 'POST',
      headers: signedHeaders(accountId, keys, path, payload),
      body: new Uint8Array(payload),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    if (!answer.ok) throw refusalOf(answer.status, text);
  } catch (error) {
    if (error instanceof InvocationError) throw error;
    throw new InvocationError(codeOf(error as FetchError), (error as Error).message);
  }
}

type FetchError = Error & { cause?: { code?: string } };

/** `fetch` says only that it failed; why is in the cause. */
function codeOf({ name, cause }: FetchError): string {
  const code = cause?.code ?? name;
  return /timeout/i.test(code) ? 'Timeout' : code;
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

function refusalOf(status: number, text: string): InvocationError {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined; // Written by a proxy in between, say.
  }
  const refusal = REFUSAL.safeParse(content);
  return refusal.success
    ? new InvocationError(refusal.data.ErrorCode, refusal.data.ErrorMessage, status)
    : new InvocationError(`HTTP ${status}`, 'the answer is none of Function Compute', status);
}
