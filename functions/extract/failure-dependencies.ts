import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import { commonDependencies } from './dependencies';
import { ObjectGoneError, PlatformError, RecordedError } from './errors';
import type { ObjectEvent } from './events';
import type { InvocationContext } from './invocation-context';
import type { OpenedObject } from './open-object';
import type { ReconcileDependencies } from './reconcile';

/**
 * What gives an object that could not be described a row that says so. A row that says anything of the
 * same version stays: a later event may have succeeded.
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
      const version = await lookOrBelieve(() => common.look(address), address, event, cause);
      if (!version) throw new ObjectGoneError('The object is not in the bucket.');
      const cost = { requests: 1, roundTrips: 1, bytes: 0, milliseconds: 0 };
      return { version, report: giveUp, close: async () => undefined, cost: () => cost };
    },
    describe: giveUp,
    isSettled: () => true,
  };
}

/**
 * When OSS cannot be asked even now, what the creation event told is believed, as far as an object without a row goes:
 * it gets one. Whatever replaces or deletes a row is looked at once more, and so fails and comes again.
 */
async function lookOrBelieve(
  look: () => Promise<ObjectVersion | undefined>,
  { key }: ObjectAddress,
  { key: named, told, eventTime }: ObjectEvent,
  cause: string,
): Promise<ObjectVersion | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof PlatformError) || !told || !eventTime || key !== named) throw error;
    throw new RecordedError('FAILED', `${cause} ${error.message}`, { ...told, lastModified: eventTime });
  }
}
