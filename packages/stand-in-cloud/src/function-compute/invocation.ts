import type { Credentials } from '../ram/authority';
import type { InvocationResult } from './service';

/** What an instance is asked to do. */
export interface Invocation {
  requestId: string;
  event: Buffer;
  /** Of the service's role; absent when the service has none. */
  credentials?: Credentials;
  logConfig?: { project: string; logstore: string };
}

export type ErrorType = 'HandledInvocationError' | 'UnhandledInvocationError';

/** What became of an invocation that reached an instance. */
export interface Outcome extends InvocationResult {
  errorType?: ErrorType;
  durationMs: number;
  /** Highest resident memory seen during the invocation, in MB. */
  maxMemoryMB: number;
  /** The last 4 KB of its log. */
  logTail: string;
}

/** A line that an instance wrote. */
export interface LogLine {
  instanceId: string;
  requestId: string;
  message: string;
}
