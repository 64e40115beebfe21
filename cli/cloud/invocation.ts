import type * as z from 'zod/mini';

/** Where an account's functions are invoked. */
export interface FcAccess {
  accountId: string;
  region: string;
  /** True to use the addresses inside Alibaba Cloud. */
  vpc: boolean;
  /** @default - the region's endpoint of the account */
  fcEndpoint?: string;
}

/** Both generations are served at this address. */
export function fcEndpointOf({ accountId, region, vpc, fcEndpoint }: FcAccess): string {
  return fcEndpoint ?? `https://${accountId}.${region}${vpc ? '-internal' : ''}.fc.aliyuncs.com`;
}

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

/** Whether the caller waits until the function has answered. */
export type InvocationType = 'Async' | 'Sync';

/** A request to an API of Function Compute. */
export interface FcRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the version of the API, such as `/functions`. */
  path: string;
  query?: Record<string, string>;
  body?: Buffer;
  /** Of the body. @default application/octet-stream */
  contentType?: string;
  /** @default - none but those of the signature */
  headers?: Record<string, string>;
}

export interface FcAnswer {
  text: string;
  /** Which kind of error the function ended with, such as `UnhandledInvocationError`. */
  functionError?: string;
}

/** What an API answers when it refuses. */
export type Refusal = z.ZodMiniType<{ code: string; message: string }>;

/**
 * Sends a signed request, and waits for the answer.
 * @param timeoutMs for that, in milliseconds
 * @throws InvocationError
 */
export async function sendSigned(
  url: URL,
  headers: Record<string, string>,
  { method, body }: Pick<FcRequest, 'method' | 'body'>,
  { refusal, timeoutMs }: { refusal: Refusal; timeoutMs: number },
): Promise<FcAnswer> {
  try {
    const answer = await fetch(url, {
      method,
      headers,
      ...(body ? { body: new Uint8Array(body) } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    if (!answer.ok) throw refusalOf(answer.status, text, refusal);
    const functionError = answer.headers.get('x-fc-error-type');
    return { text, ...(functionError ? { functionError } : {}) };
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

function refusalOf(status: number, text: string, schema: Refusal): InvocationError {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined; // Written by a proxy in between, say.
  }
  const refusal = schema.safeParse(content);
  return refusal.success
    ? new InvocationError(refusal.data.code, refusal.data.message, status)
    : new InvocationError(`HTTP ${status}`, 'the answer is none of Function Compute', status);
}
