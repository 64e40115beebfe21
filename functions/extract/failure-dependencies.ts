import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import { commonDependencies } from './dependencies';
import { ObjectGoneError, PlatformError, RecordedError } from './errors';
import type { ObjectEvent } from './events';
import type { InvocationContext } from './invocation-context';
import type { OpenedObject } from './open-object';
import type { ReconcileDependencies } from './reconcile';

/**
 * The dependencies for recording that an object could not be described. If a row for the same version exists,
 * it stays: a later event may have succeeded.
 */
export function failureDependencies(
  shared: InvocationContext,
  event: ObjectEvent,
  requestId: string,
  cause: string,
): ReconcileDependencies {
  const { eventTime } = event;
  const common = commonDependencies(shared, { requestId, eventTime });
  const giveUp = async () => {
    throw new RecordedError('FAILED', cause);
  };
  return {
    ...common,
    open: async (address): Promise<OpenedObject> => {
      const version = await versionFromOssOrEvent(() => common.look(address), address, event, cause);
      if (!version) throw new ObjectGoneError('The object is not in the bucket.');
      const cost = { requests: 1, roundTrips: 1, bytes: 0, milliseconds: 0 };
      return { version, report: giveUp, close: async () => undefined, cost: () => cost };
    },
    describe: giveUp,
    isSettled: () => true,
    drift: () => undefined,
  };
}

/**
 * Asks OSS for the object's version. If OSS still cannot be asked, the version in the creation event is used
 * instead. This only creates a row where there is none: before a row is replaced or deleted, OSS is asked
 * once more; that fails, and the event comes again.
 */
async function versionFromOssOrEvent(
  look: () => Promise<ObjectVersion | undefined>,
  { key }: ObjectAddress,
  { key: named, inEvent, eventTime }: ObjectEvent,
  cause: string,
): Promise<ObjectVersion | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof PlatformError) || !inEvent || !eventTime || key !== named) throw error;
    throw new RecordedError('FAILED', `${cause} ${error.message}`, { ...inEvent, lastModified: eventTime });
  }
}
