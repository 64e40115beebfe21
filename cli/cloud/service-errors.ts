import { ServiceError } from '../program/errors';
import type { Target } from './target';

export type ServiceName = 'OSS' | 'Tablestore' | 'Function Compute';

interface Told {
  code?: unknown;
  name?: unknown;
  message?: unknown;
}

/** Turns the error of any SDK into one sentence. For common errors it says what to do. */
export function toServiceError(service: ServiceName, error: unknown, target: Target): Error {
  if (error instanceof ServiceError) return error;
  const told = (typeof error === 'object' && error !== null ? error : { message: String(error) }) as Told;
  const { code, message } = service === 'Tablestore' ? ofTablestore(told) : ofOthers(told);
  const silent = problemOfSilence(service, code, message, target);
  if (silent) return new ServiceError(silent);
  const advice = adviceFor(code, message, target);
  return new ServiceError(`${service}: ${code}${message && `: ${message}`}${advice && `\n${advice}`}`, code);
}

/**
 * The SDK gives the HTTP status as the code, and the bytes of the response, read as text, as the message. The
 * bytes contain a field with the code and a field with the message. Each has a tag and its length before it.
 * A length of 128 or more takes two bytes, which are not valid text.
 */
function ofTablestore({ code, message }: Told): { code: string; message: string } {
  const text = String(message ?? '');
  const [otsCode] = /^OTS[A-Za-z]+/.exec(text.slice(2)) ?? [];
  // Not a response of the service. The connection failed, and the SDK's own message says why.
  if (!otsCode) return { code: String(code ?? 'Network'), message: text };
  const rest = text.slice(2 + otsCode.length + 1);
  const sentence = rest.slice(rest.charCodeAt(0) < 0x80 ? 1 : 2);
  return { code: otsCode, message: sentence.replace(/\p{Cc}/gu, ' ').trim() };
}

function ofOthers({ code, name, message }: Told): { code: string; message: string } {
  return { code: String(code ?? name ?? 'Error'), message: String(message ?? '') };
}

function adviceFor(code: string, message: string, target: Target): string {
  const { tablestoreEndpoint, table, index } = target;
  if (code === 'OTSAuthFailed' && /instance ACL/i.test(message)) {
    return (
      `The instance is closed to the Internet, as the stack makes it; ${tablestoreEndpoint} is its public address. ` +
      'Run this inside a VPC of the region with --vpc, or through a tunnel with --tablestore-endpoint URL, ' +
      'or add INTERNET to the network types of the instance in the Tablestore console.'
    );
  }
  if (code === 'FunctionNotFound' && !target.service) {
    return 'Function Compute 3 was asked. A function of Function Compute 2 has a service, which --service names.';
  }
  if (code === 'OTSNoPermissionAccess' || code === 'AccessDenied') {
    return 'These credentials may not do this: docs/media.md lists the permissions that each command needs.';
  }
  if (code === 'OTSObjectNotExist' || (code === 'OTSParameterInvalid' && /index/i.test(message))) {
    return `The search index '${index}' of table '${table}' is expected: deploy the stack again if it is older than that.`;
  }
  return '';
}

const SILENT =
  /ENOTFOUND|ECONNREFUSED|ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_AGAIN|NetworkingError|RequestError|Timeout/;
const LATE = /Timeout|ETIMEDOUT|ECONNABORTED/i;

/**
 * One sentence for a service that did not answer. The SDKs' own text holds addresses, headers and traces of theirs.
 * Undefined where the service did answer.
 */
function problemOfSilence(
  service: ServiceName,
  code: string,
  message: string,
  target: Target,
): string | undefined {
  if (code.startsWith('OTS')) return undefined;
  if (!SILENT.test(code) && !/^(connect|read|write|getaddrinfo|socket hang up)\b/.test(message))
    return undefined;
  const { endpoint = 'its address', flag } = addressOf(service, target);
  if ('keys' in target) return `The local cloud at ${endpoint} does not answer: is it still running?`;
  return LATE.test(`${code} ${message}`)
    ? `${service} gave no answer in time at ${endpoint}: try again, check --region and --${flag}, or wait longer with --timeout.`
    : `${service} could not be reached at ${endpoint} (${code}): check --region and --${flag}.`;
}

function addressOf(service: ServiceName, target: Target): { endpoint: string | undefined; flag: string } {
  switch (service) {
    case 'Tablestore':
      return { endpoint: target.tablestoreEndpoint, flag: 'tablestore-endpoint' };
    case 'OSS':
      return { endpoint: target.ossEndpoint, flag: 'oss-endpoint' };
    case 'Function Compute':
      return { endpoint: target.fcEndpoint, flag: 'fc-endpoint' };
  }
}
