import { setTimeout as sleep } from 'node:timers/promises';
import { paceAt } from '../../cloud/pace';
import { CheckupEnded } from '../checkup';
import type { Pipeline } from './pipeline';

/**
 * Asks until there is an answer.
 * @returns undefined when there is none in time
 * @throws CheckupEnded after an interruption
 */
export async function until<T>(
  { patienceMs, signal, target }: Pick<Pipeline, 'patienceMs' | 'signal' | 'target'>,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { pollMs } = paceAt(target.ossEndpoint);
  const end = performance.now() + patienceMs;
  for (;;) {
    if (signal.aborted) throw new CheckupEnded();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() + pollMs > end) return undefined;
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
}
