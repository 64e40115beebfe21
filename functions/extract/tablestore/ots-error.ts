import { PlatformError, RowChangedError } from '../errors';

/** Error codes that are temporary whatever the HTTP status. Another attempt may succeed. */
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
  // A new table returns this for about a minute.
  'OTSTableNotReady',
  'OTSTimeout',
]);

/** Most characters of a message; long enough for every message of the service. */
const MAX_MESSAGE_LENGTH = 300;

/** A request to Tablestore that did not succeed. */
export class OtsFailure extends Error {
  override name = 'OtsFailure';
  constructor(
    /**
     * The service's own code; `HTTP 502` for a response without one; `Network` when there was no response.
     */
    readonly code: string,
    message: string,
    readonly transient: boolean,
    /** True when the endpoint cannot be reached at all, or does not let this network in. */
    readonly unusable = false,
  ) {
    super(message.slice(0, MAX_MESSAGE_LENGTH));
  }
}

/** @param answered the service's code and message, if the response has them */
export function failureOfAnswer(
  status: number,
  answered: { code: string; message: string } | undefined,
): OtsFailure {
  const transient = status >= 500 || status === 429 || TRANSIENT_CODES.has(answered?.code ?? '');
  // The same code stands for a wrong key.
  const refusedByAcl = answered?.code === 'OTSAuthFailed' && /\bACL\b/.test(answered.message);
  return new OtsFailure(answered?.code ?? `HTTP ${status}`, answered?.message ?? '', transient, refusedByAcl);
}

/** Turns the failure into an error class that the rest of the function knows. */
export function errorOfFailure(operation: string, { code, message }: OtsFailure): Error {
  const sentence = `Tablestore ${operation}: ${code}${message && `: ${message}`}`;
  return code === 'OTSConditionCheckFail' ? new RowChangedError(sentence) : new PlatformError(sentence);
}
