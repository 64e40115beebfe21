import type { ObjectAddress, ObjectVersion } from '../../../contract/object-version';
import { ObjectGoneError, PlatformError, RecordedError } from '../errors';
import type { ObjectSource } from './object-source';
import { Origin, signalAt } from './origin';
import { ReadMeter } from './read-meter';
import { READER_SETTINGS } from './reader-settings';
import { Retry } from './retry';
import { versionOf } from './version-of';

/**
 * Looks at an object without reading it.
 *
 * @param deadline epoch milliseconds
 * @returns the current version, or undefined when the object is not in the bucket
 * @throws RecordedError when access is denied
 * @throws PlatformError when OSS cannot be reached, throttles or fails, or not before the deadline
 */
export async function lookAt(
  source: ObjectSource,
  address: ObjectAddress,
  deadline: number,
): Promise<ObjectVersion | undefined> {
  const ended = signalAt(deadline, () => new PlatformError('OSS did not answer in time.'));
  const origin = new Origin(source, address, new ReadMeter(Infinity, Infinity), READER_SETTINGS);
  const retry = new Retry(READER_SETTINGS, ended.signal);
  try {
    for (;;) {
      try {
        const headers = await origin.head(ended.signal);
        const version = versionOf(headers, Number(headers['content-length'] ?? Number.NaN));
        if (!version) throw new PlatformError('OSS answered without naming the version of the object.');
        return version;
      } catch (error) {
        if (error instanceof ObjectGoneError) return undefined;
        if (error instanceof RecordedError || error instanceof PlatformError) throw error;
        await retry.after(error);
      }
    }
  } finally {
    ended.clear();
  }
}
