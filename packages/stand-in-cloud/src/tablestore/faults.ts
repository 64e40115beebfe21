import { OtsError, type OtsErrorCode } from './errors';

/** What a fault hook is told of a request before it is done. */
export interface FaultContext {
  operation: string;
  instance: string;
  /** How many requests of this operation came before. */
  previous: number;
}

/** A fault of one request; its parts can be combined. */
export interface TablestoreFault {
  /** Milliseconds before anything is done. */
  delayMs?: number;
  /** Code of a refusal, such as `OTSServerBusy` or `OTSTimeout`; the operation is not done. */
  refuse?: OtsErrorCode;
  /**
   * `reset`: the connection is cut and the operation not done. `lose-answer`: it is done, then the connection is cut.
   */
  connection?: 'reset' | 'lose-answer';
}

/** Decides on each request; undefined means no fault. */
export type FaultHook = (context: FaultContext) => TablestoreFault | undefined;

const MESSAGES: Partial<Record<OtsErrorCode, string>> = {
  OTSServerBusy: 'Server is busy.',
  OTSTimeout: 'Operation timeout.',
  OTSPartitionUnavailable: 'The partition is not available.',
  OTSServerUnavailable: 'Server is not available.',
  OTSInternalServerError: 'Internal server error.',
  OTSRowOperationConflict: 'Data is being modified by the other request.',
  OTSFlowControl: 'The requests have been throttled.',
  OTSTableNotReady: 'The table is not ready.',
};

export const injectedError = (code: OtsErrorCode): OtsError =>
  new OtsError(code, MESSAGES[code] ?? 'Injected fault.');
