import { RecordedError } from '../errors';
import type { Mask } from './mask';

/** A mediainfo that nobody ended broke off before its report was complete. */
export class BreakdownError extends RecordedError {
  override name = 'BreakdownError';

  /** @param cause what the row says when nothing helps */
  constructor(cause: RecordedError) {
    super(cause.status, cause.message, cause.version);
  }
}

/**
 * Has an object described with one mask after the other until mediainfo gets through. A budget that is used up ends that:
 * what is left to be said of the object is how it breaks mediainfo down.
 *
 * @param first how mediainfo broke down on the object as it is; thrown when no mask helps
 * @param maxMilliseconds after which no further mask is tried
 * @param attempt one run of mediainfo that is shown the object with a mask
 * @throws what `attempt` throws of the object or the platform, such as that the object is gone
 */
export async function describeWithout<T>(
  first: BreakdownError,
  masks: readonly Mask[],
  maxMilliseconds: number,
  attempt: (mask: Mask) => Promise<T>,
): Promise<{ described: T; mask: Mask }> {
  const end = performance.now() + maxMilliseconds;
  for (const mask of masks) {
    if (performance.now() > end) break;
    try {
      return { described: await attempt(mask), mask };
    } catch (error) {
      if (!(error instanceof RecordedError)) throw error;
      if (!(error instanceof BreakdownError)) break;
    }
  }
  throw first;
}
