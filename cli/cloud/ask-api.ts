import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiName, isPassing, toApiError } from './api-errors';
import { paceAt, retryWait } from './pace';

/**
 * Asks an API, again while it is busy or out of reach, after waits that double.
 * @param attempts how often at most
 * @throws Refusal, NoAnswer
 */
export async function askApi<Answer>(
  service: ApiName,
  endpoint: string,
  attempts: number,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (let failures = 1; ; failures++) {
    try {
      return await ask();
    } catch (thrown) {
      const error = toApiError(service, thrown, endpoint);
      if (!isPassing(error) || failures >= attempts) throw error;
      await sleep(retryWait(paceAt(endpoint), failures));
    }
  }
}
