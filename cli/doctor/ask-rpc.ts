import { createHash, randomUUID } from 'node:crypto';
import { acs3Authorization, canonicalQuery } from '../cloud/acs3-signature';
import type { Keys } from '../cloud/keys';
import { ServiceError } from '../program/errors';

/** An API in which a parameter names the action, such as that of RAM. */
export interface RpcApi {
  /** As messages call the service. */
  service: string;
  /** With scheme. */
  endpoint: string;
  /** Such as `2015-05-01`. */
  version: string;
  /** Where the official clients put the parameters. */
  parametersIn: 'query' | 'body';
}

/** The service's own refusal. */
export class RpcRefusal extends ServiceError {
  override name = 'RpcRefusal';

  constructor(
    service: string,
    override readonly code: string,
    message: string,
  ) {
    super(`${service}: ${code}: ${message}`);
  }
}

/**
 * Asks one of the services for which this command would need one question each: their official clients are megabytes.
 * @param timeoutMs for the answer, in milliseconds
 * @throws RpcRefusal; ServiceError when there is no answer
 */
export async function askRpc(
  { service, endpoint, version, parametersIn }: RpcApi,
  keys: Keys,
  action: string,
  parameters: Record<string, string>,
  timeoutMs: number,
): Promise<Record<string, unknown>> {
  const url = new URL('/', endpoint);
  const text = canonicalQuery(parameters);
  const [query, body] = parametersIn === 'query' ? [text, ''] : ['', text];
  url.search = query;
  const headers: Record<string, string> = {
    accept: 'application/json',
    ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    'x-acs-action': action,
    'x-acs-content-sha256': createHash('sha256').update(body).digest('hex'),
    'x-acs-date': new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': version,
    ...(keys.securityToken ? { 'x-acs-security-token': keys.securityToken } : {}),
  };
  const authorization = acs3Authorization(keys, {
    method: 'POST',
    path: '/',
    query,
    headers: { ...headers, host: url.host },
  });
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...headers, authorization },
    ...(body ? { body } : {}),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: Error & { cause?: { code?: string } }) => {
    throw new ServiceError(
      `${service} could not be reached at ${endpoint} (${error.cause?.code ?? error.name}): check the network.`,
    );
  });
  const told: unknown = await answer.json().catch(() => undefined);
  const content = (typeof told === 'object' && told !== null ? told : {}) as Record<string, unknown>;
  if (answer.ok) return content;
  const { Code, Message } = content;
  throw new RpcRefusal(
    service,
    typeof Code === 'string' ? Code : `HTTP ${answer.status}`,
    typeof Message === 'string' ? Message : 'the answer is none of the service',
  );
}
