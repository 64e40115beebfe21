import { OtsError, type OtsErrorCode } from './errors';

/** What a fault hook is told of a request before it is carried out. */
export interface FaultContext {
  operation: string;
  instance: string;
  /** How many requests of this operation came before. */
  previous: number;
}

/** What goes wrong with one request; parts can be combined. */
export interface TablestoreFault {
  /** Milliseconds before anything is done. */
  delayMs?: number;
  /** Refuse without doing it, such as `OTSServerBusy` or `OTSTimeout`. */
  refuse?: OtsErrorCode;
  /** `reset`: cut the connection without doing it; `lose-answer`: do it, then cut the connection. */
  connection?: 'reset' | 'lose-answer';
}

/** Decides on each request; undefined lets it pass. */
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
