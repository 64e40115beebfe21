import { InvocationError } from '../cloud/invocation';
import { toServiceError } from '../cloud/service-errors';
import type { Session } from '../cloud/session';
import { BackOff } from './back-off';

/** Sends a payload to the deployed function. The function answers before it starts to work. */
export type Invoke = (payload: Buffer) => Promise<void>;

/**
 * @param interrupted ends the waits between attempts
 * @throws UsageError when the function is not known
 */
export async function invokerOf(
  session: Session,
  interrupted: AbortSignal,
): Promise<{ invoke: Invoke; accountId: string }> {
  const { invoke: send, accountId } = await session.functionCompute();
  const backOff = new BackOff(interrupted);
  const invoke: Invoke = async (payload) => {
    try {
      await backOff.run(() => send(payload), isTransient);
    } catch (error) {
      throw interrupted.aborted ? error : toServiceError('Function Compute', error, session.target);
    }
  };
  return { invoke, accountId };
}

/**
 * An event that arrives twice does no harm, so whatever may have been lost is sent again. But a service that says nothing
 * has taken its time already.
 */
function isTransient(error: unknown): boolean {
  if (!(error instanceof InvocationError)) return false;
  const { code, status = 0 } = error;
  if (status === 429 || status >= 500) return true;
  return /Throttl|Exhausted|ConcurrencyLimit|ECONN|EPIPE|EAI_AGAIN|UND_ERR_SOCKET/.test(code);
}
