import { setTimeout as sleep } from 'node:timers/promises';
import { toServiceError } from '../cloud/service-errors';
import type { Session } from '../cloud/session';

/** Sends a payload to the deployed function. The function answers before it starts to work. */
export type Invoke = (payload: Buffer) => Promise<void>;

/**
 * Milliseconds to wait between attempts. Together half a minute, for a full queue or a network that is down.
 */
const WAITS = [500, 1_000, 2_000, 4_000, 8_000, 16_000];

/** @throws UsageError when the function's name is unknown */
export async function invokerOf(session: Session): Promise<{ invoke: Invoke; accountId: string }> {
  const { client, service, name, accountId } = await session.functionCompute();
  const invoke: Invoke = async (payload) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await (await client()).invokeFunction(service, name, payload, { 'x-fc-invocation-type': 'Async' });
        return;
      } catch (error) {
        const wait = isTransient(error) ? WAITS[attempt] : undefined;
        if (wait === undefined) throw toServiceError('Function Compute', error, session.target);
        await sleep(wait);
      }
    }
  };
  return { invoke, accountId };
}

/**
 * True when the request may succeed later. An event that arrives twice does no harm, so a request that may
 * have been lost is sent again.
 */
function isTransient(error: unknown): boolean {
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown };
  if (/failed with (429|5\d\d)\./.test(String(message))) return true;
  return /Throttl|Exhausted|ConcurrencyLimit|Timeout|ECONN|EPIPE|EAI_AGAIN|ETIMEDOUT/.test(`${code} ${name}`);
}
