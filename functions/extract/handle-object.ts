import type { ObjectAnswer } from '../../contract/answer';
import type { ObjectAddress } from '../../contract/object-version';
import {
  ObjectGoneError,
  ObjectReplacedError,
  PlatformError,
  RecordedError,
  RowChangedError,
} from './errors';
import { keyFault, type ObjectEvent } from './events';
import type { Log } from './log';
import { type ReconcileDependencies, type Reconciled, reconcile } from './reconcile';

const OWN_ERRORS = [ObjectGoneError, ObjectReplacedError, PlatformError, RecordedError, RowChangedError];

/** What may be told of an error: our own say nothing secret, of others only kind and place are known to be safe. */
export function tellableReason(error: unknown): string {
  if (!(error instanceof Error)) return `Unexpected: ${typeof error} was thrown.`;
  if (OWN_ERRORS.some((kind) => error instanceof kind)) return error.message;
  const place = /\n\s+at (.*)/.exec(error.stack ?? '')?.[1] ?? 'an unknown place';
  return `Unexpected ${error.name} at ${place}.`;
}

/** Makes the row of the object of an event right, and logs what was done. Never throws: a failure is in the answer. */
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
    reason: tellableReason(error),
  }));
  const told: ObjectAnswer = { ...answer, milliseconds: Math.round(performance.now() - start) };
  log({
    level: told.action === 'failed' ? 'error' : 'info',
    message: 'object',
    requestId,
    eventName: event.eventName,
    eventTime: event.eventTime,
    ...told,
  });
  return told;
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
  // Keys come as they are; only one that has neither object nor row may have been encoded on its way.
  if (result.action !== 'absent' || decoded === undefined) return tell({ bucket, key }, result);
  const other = await reconcile({ bucket, key: decoded }, dependencies);
  if (other.action === 'absent') return tell({ bucket, key }, result);
  log({ level: 'warn', message: 'key taken as URL-encoded', requestId, bucket, key, decoded });
  return tell({ bucket, key: decoded }, other);
}

function decodedForm(key: string): string | undefined {
  try {
    const decoded = decodeURIComponent(key);
    return decoded === key || keyFault(decoded) ? undefined : decoded;
  } catch {
    return undefined; // A percent sign that encodes nothing: the key cannot have been encoded.
  }
}

function tell({ bucket, key }: ObjectAddress, result: Reconciled): Omit<ObjectAnswer, 'milliseconds'> {
  const { action, version, description, rounds, cost } = result;
  return {
    bucket,
    key,
    action,
    status: description?.status ?? result.status,
    reason: description?.reason,
    etag: version?.etag,
    size: version?.size,
    rounds,
    requests: cost?.requests,
    roundTrips: cost?.roundTrips,
    bytes: cost?.bytes,
  };
}
