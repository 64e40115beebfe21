import { PlatformError, RowChangedError } from '../errors';

/** Codes that pass: the request is worth another attempt, whatever its HTTP status. */
const TRANSIENT_CODES = new Set([
  'OTSCapacityUnitExhausted',
  'OTSInternalServerError',
  'OTSNotEnoughCapacityUnit',
  'OTSOperationThrottled',
  'OTSPartitionUnavailable',
  'OTSQuotaExhausted',
  'OTSRequestTimeout',
  'OTSRowOperationConflict',
  'OTSServerBusy',
  'OTSServerUnavailable',
  // A new table answers so for about a minute.
  'OTSTableNotReady',
  'OTSTimeout',
]);

/** Long enough for any sentence of the service. */
const MAX_MESSAGE_LENGTH = 300;

/** What went wrong, told apart from what the SDK threw, which may hold headers and signatures. */
export interface OtsFailure {
  code: string;
  message: string;
  transient: boolean;
}

/**
 * The SDK puts the HTTP status into `code` and the undecoded protobuf of the answer into `message`:
 * field 1 (tag 0x0a) is the service's code, field 2 (tag 0x12) its sentence, each behind its length.
 */
export function otsFailureOf(thrown: unknown): OtsFailure {
  const { code: status, message = '' } = thrown as { code?: unknown; message?: string };
  const [, code, rest = ''] = /^\n.(OTS[A-Za-z]+)([\s\S]*)/.exec(message) ?? [];
  if (code) {
    // Behind the tag comes the length: one byte, or, above 127, two of which the first is no UTF-8 by itself.
    const sentence = rest.slice(rest[1] === '\ufffd' ? 3 : 2).replace(/ requestId:.*$/s, '');
    return {
      code,
      message: sentence.slice(0, MAX_MESSAGE_LENGTH),
      transient: TRANSIENT_CODES.has(code) || isServerFault(status),
    };
  }
  if (typeof status === 'number') {
    return { code: `HTTP ${status}`, message: '', transient: isServerFault(status) };
  }
  if (status === 'NetworkingError' || status === 'TimeoutError') {
    return { code: status, message: '', transient: true };
  }
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return { code: `SDK ${name}`, message: '', transient: false };
}

const isServerFault = (status: unknown): boolean =>
  typeof status === 'number' && (status >= 500 || status === 429);

/** The failure as one of our own errors. */
export function errorOfFailure(operation: string, { code, message }: OtsFailure): Error {
  const sentence = `Tablestore ${operation}: ${code}${message && `: ${message}`}`;
  return code === 'OTSConditionCheckFail' ? new RowChangedError(sentence) : new PlatformError(sentence);
}
