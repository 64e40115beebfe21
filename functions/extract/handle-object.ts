import type { ObjectAnswer } from '../../contract/answer';
import type { ObjectAddress } from '../../contract/object-version';
import { keyFault, type ObjectEvent } from './events';
import type { Log } from './log';
import { type ReconcileDependencies, type Reconciled, reconcile } from './reconcile';
import { safeErrorMessage } from './safe-error-message';

/**
 * Makes the row of an event's object right, and logs the result. Never throws: a failure is part of the
 * answer.
 */
export async function handleObject(
  event: ObjectEvent,
  dependencies: ReconcileDependencies,
  log: Log,
  requestId: string,
): Promise<ObjectAnswer> {
  const start = performance.now();
  const answer = await reconcileEvent(event, dependencies, log, requestId).catch((error: unknown) => ({
    bucket: event.bucket,
    key: event.key,
    action: 'failed' as const,
    reason: safeErrorMessage(error),
  }));
  const answered: ObjectAnswer = { ...answer, milliseconds: Math.round(performance.now() - start) };
  log({
    level: answered.action === 'failed' ? 'error' : 'info',
    message: 'object',
    requestId,
    eventName: event.eventName,
    eventTime: event.eventTime,
    ...answered,
  });
  return answered;
}

async function reconcileEvent(
  event: ObjectEvent,
  dependencies: ReconcileDependencies,
  log: Log,
  requestId: string,
): Promise<Omit<ObjectAnswer, 'milliseconds'>> {
  const { bucket, key } = event;
  const result = await reconcile({ bucket, key }, dependencies);
  const decoded = decodedForm(key);
  // The key is used as it came. Only when there is neither object nor row under it, it may have been
  // URL-encoded on the way.
  if (result.action !== 'absent' || decoded === undefined) return answerOf({ bucket, key }, result);
  const other = await reconcile({ bucket, key: decoded }, dependencies);
  if (other.action === 'absent') return answerOf({ bucket, key }, result);
  log({ level: 'warn', message: 'key taken as URL-encoded', requestId, bucket, key, decoded });
  return answerOf({ bucket, key: decoded }, other);
}

function decodedForm(key: string): string | undefined {
  try {
    const decoded = decodeURIComponent(key);
    return decoded === key || keyFault(decoded) ? undefined : decoded;
  } catch {
    return undefined; // A percent sign without a code after it: the key is not URL-encoded.
  }
}

function answerOf({ bucket, key }: ObjectAddress, result: Reconciled): Omit<ObjectAnswer, 'milliseconds'> {
  const { action, version, description, rounds, cost } = result;
  return {
    bucket,
    key,
    action,
    status: description?.status ?? result.status,
    reason: description?.reason,
    policy: result.policy,
    etag: version?.etag,
    size: version?.size,
    rounds,
    requests: cost?.requests,
    roundTrips: cost?.roundTrips,
    bytes: cost?.bytes,
  };
}
