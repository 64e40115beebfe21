import { labelOf } from './generation';
import type { Outcome } from './invocation';
import type { FunctionRecord } from './registry';

/** An invocation that ran and ended with an error. */
export interface FailedInvocation {
  /** `service/function`, or in Function Compute 3 `function`. */
  function: string;
  requestId: string;
  /** What the function threw, or what became of its process, in one line. */
  error: string;
}

/** @param outcome one with an `errorType` */
export function failedInvocation(
  { fullName }: FunctionRecord,
  { requestId, payload }: Outcome,
): FailedInvocation {
  return { function: labelOf(fullName), requestId, error: errorIn(payload).replace(/\s+/g, ' ') };
}

/** The runtime answers with an object that holds the message. */
function errorIn(payload: string): string {
  try {
    const { errorType, errorMessage } = JSON.parse(payload) as Record<string, unknown>;
    if (typeof errorMessage === 'string') {
      return typeof errorType === 'string' ? `${errorType}: ${errorMessage}` : errorMessage;
    }
  } catch {
    // Not of the runtime: shown as it is.
  }
  return payload;
}
