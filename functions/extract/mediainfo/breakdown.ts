import { RecordedError } from '../errors';
import type { Mask } from './mask';

/** The mediainfo process ended by a signal or an exit code of its own, with nobody having ended it. */
export class BreakdownError extends RecordedError {
  override name = 'BreakdownError';
  constructor(how: string) {
    super('FAILED', `MediaInfo broke down (${how}).`);
  }
}

/**
 * Has an object described with one mask after the other until mediainfo gets through. A budget that is used up ends that:
 * what is left to be said of the object is how it breaks mediainfo down.
 *
 * @param first how mediainfo broke down on the object as it is; thrown when no mask helps
 * @param attempt one run of mediainfo that is shown the object with a mask
 * @throws what `attempt` throws of the object or the platform, such as that the object is gone
 */
export async function describeWithout<T>(
  first: BreakdownError,
  masks: readonly Mask[],
  attempt: (mask: Mask) => Promise<T>,
): Promise<{ described: T; mask: Mask }> {
  for (const mask of masks) {
    try {
      return { described: await attempt(mask), mask };
    } catch (error) {
      if (!(error instanceof RecordedError)) throw error;
      if (error.status !== 'FAILED') break;
    }
  }
  throw first;
}
