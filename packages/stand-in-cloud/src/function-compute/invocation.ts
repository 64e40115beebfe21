import type { Credentials } from '../ram/authority';
import type { InvocationResult, LogConfig } from './service';

/** What an instance is asked to do. */
export interface Invocation {
  requestId: string;
  event: Buffer;
  /** Of the function's role; absent when it has none. */
  credentials?: Credentials;
  logConfig?: LogConfig;
}

export type ErrorType = 'HandledInvocationError' | 'UnhandledInvocationError';

/** What became of an invocation that reached an instance. */
export interface Outcome extends InvocationResult {
  errorType?: ErrorType;
  instanceId: string;
  /** Whether its instance was started for it. */
  isColdStart: boolean;
  durationMs: number;
  /** Highest resident memory seen during the invocation, in MB. */
  maxMemoryMB: number;
  /** The last 4 KB of its log. */
  logTail: string;
}

/** How a function is asked to run. */
export interface InvocationRequest {
  requestId: string;
  event: Buffer;
  type: 'Sync' | 'Async';
}

/** An invocation that ran, for its record. */
export interface FinishedRequest {
  request: InvocationRequest;
  outcome: Outcome;
  memorySizeMB: number;
}

/** A line that an instance wrote. */
export interface LogLine {
  instanceId: string;
  requestId: string;
  message: string;
}
