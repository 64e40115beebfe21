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
  const { client, service, name, accountId } = await session.functionCompute();
  const backOff = new BackOff(interrupted);
  const invoke: Invoke = async (payload) => {
    const attempt = async (): Promise<void> => {
      await (await client()).invokeFunction(service, name, payload, { 'x-fc-invocation-type': 'Async' });
    };
    try {
      await backOff.run(attempt, isTransient);
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
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown };
  if (/failed with (429|5\d\d)\./.test(String(message))) return true;
  return /Throttl|Exhausted|ConcurrencyLimit|ECONN|EPIPE|EAI_AGAIN/.test(`${code} ${name}`);
}
