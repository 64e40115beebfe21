import { RecordedError } from '../errors';
import type { Mask } from './mask';

/** A mediainfo that nobody ended broke off before its report was complete. */
export class BreakdownError extends RecordedError {
  override name = 'BreakdownError';

  /**
   * @param cause what the row says when nothing helps
   * @param because of what it does with a part of the file, for a sentence about that
   */
  constructor(
    cause: RecordedError,
    readonly because = 'breaks down on',
  ) {
    super(cause.status, cause.message, cause.version);
  }
}

/** What is needed for a report on an object without a part of it. */
export interface OtherRuns<T> {
  /** What may be hidden, in the order in which it is tried. */
  masks(): Promise<readonly Mask[]>;
  /** Whether what an object may cost allows another run. */
  mayGoOn(): boolean;
  /** One run of mediainfo that is shown the object with a mask. */
  attempt(mask: Mask): Promise<T>;
}

/**
 * Has an object reported on with one mask after the other until mediainfo gets through. When a budget is used up meanwhile,
 * what is left to be said of the object is how it breaks mediainfo down; but for that of time, which may have been short.
 *
 * @param first how mediainfo broke down on the object as it is; thrown when no mask helps
 * @throws what the runs throw of the object or the platform, such as that the object is gone, and TOO_SLOW
 */
export async function reportWithout<T>(
  first: BreakdownError,
  { masks, mayGoOn, attempt }: OtherRuns<T>,
): Promise<{ report: T; mask: Mask }> {
  try {
    for (const mask of await masks()) {
      if (!mayGoOn()) break;
      try {
        return { report: await attempt(mask), mask };
      } catch (error) {
        if (!(error instanceof BreakdownError)) throw error;
      }
    }
  } catch (error) {
    if (!(error instanceof RecordedError) || error.status === 'TOO_SLOW') throw error;
  }
  throw first;
}
