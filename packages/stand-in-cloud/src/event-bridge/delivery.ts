import { setTimeout as sleep } from 'node:timers/promises';
import { type TakenEvent, type TargetParameter, transformed } from './transform';

export interface RuleTarget {
  id: string;
  type: 'http' | 'https' | 'acs.fc.function';
  /** Address of the web hook, or ARN of the function. */
  endpoint: string;
  pushRetryStrategy: 'BACKOFF_RETRY' | 'EXPONENTIAL_DECAY_RETRY';
  parameters: TargetParameter[];
}

export interface DeliverySettings {
  /** Hands a payload to a function, which takes it asynchronously. */
  invoke(functionArn: string, payload: Buffer): Promise<void>;
  /** Multiplies the waits before retries. */
  timeScale: number;
  closing: AbortSignal;
}

/** Milliseconds for which a web hook is waited for. */
const ANSWER_TIMEOUT_MS = 5_000;

/** Seconds before each retry: the middle of 10 to 20 here, where nothing is random; or 1 to 512, 176 times. */
function waitsOf(strategy: RuleTarget['pushRetryStrategy']): number[] {
  if (strategy === 'BACKOFF_RETRY') return [15, 15, 15];
  return Array.from({ length: 176 }, (_, retry) => Math.min(512, 2 ** retry));
}

/** @returns why it was given up; undefined when the target took the event */
export async function deliver(
  target: RuleTarget,
  event: TakenEvent,
  settings: DeliverySettings,
): Promise<string | undefined> {
  const waits = waitsOf(target.pushRetryStrategy);
  for (let attempt = 0; ; attempt += 1) {
    try {
      await push(target, event, settings);
      return undefined;
    } catch (error) {
      if (settings.closing.aborted || attempt === waits.length) return (error as Error).message;
      await sleep(waits[attempt]! * 1_000 * settings.timeScale, undefined, {
        signal: settings.closing,
      }).catch(() => {});
      if (settings.closing.aborted) return (error as Error).message;
    }
  }
}

async function push(target: RuleTarget, event: TakenEvent, settings: DeliverySettings): Promise<void> {
  const body = target.parameters.find(({ resourceKey }) => resourceKey.toLowerCase() === 'body');
  const payload = body ? transformed(body, event) : JSON.stringify(event);
  if (target.type === 'acs.fc.function') return settings.invoke(target.endpoint, Buffer.from(payload));
  const answer = await fetch(target.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: payload,
    redirect: 'manual',
    signal: AbortSignal.any([settings.closing, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`The web hook answered ${answer.status}.`);
}
