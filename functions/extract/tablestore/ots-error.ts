import { PlatformError, RowChangedError } from '../errors';

/** Codes that pass, whatever their HTTP status: the request is worth another attempt. */
const TRANSIENT_CODES = new Set([
  'OTSCapacityUnitExhausted',
  'OTSFlowControl',
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

/** A request to Tablestore that did not succeed. */
export class OtsFailure extends Error {
  override name = 'OtsFailure';
  constructor(
    /** The service's own code, `HTTP 502` for an answer without one, `Network` for none. */
    readonly code: string,
    message: string,
    readonly transient: boolean,
  ) {
    super(message.slice(0, MAX_MESSAGE_LENGTH));
  }
}

/** @param answered the service's code and sentence, where the answer holds them */
export function failureOfAnswer(
  status: number,
  answered: { code: string; message: string } | undefined,
): OtsFailure {
  const transient = status >= 500 || status === 429 || TRANSIENT_CODES.has(answered?.code ?? '');
  return new OtsFailure(answered?.code ?? `HTTP ${status}`, answered?.message ?? '', transient);
}

/** The failure as the error that the rest of the function knows. */
export function errorOfFailure(operation: string, { code, message }: OtsFailure): Error {
  const sentence = `Tablestore ${operation}: ${code}${message && `: ${message}`}`;
  return code === 'OTSConditionCheckFail' ? new RowChangedError(sentence) : new PlatformError(sentence);
}
