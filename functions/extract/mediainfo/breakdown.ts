import { RecordedError } from '../errors';
import type { Mask } from './mask';

/** mediainfo ended by itself before its report was complete; we did not stop it. */
export class BreakdownError extends RecordedError {
  override name = 'BreakdownError';

  /**
   * @param cause the error that is recorded when no mask helps
   * @param because what mediainfo does with the bad part of the file, as words for a sentence
   */
  constructor(
    cause: RecordedError,
    readonly because = 'breaks down on',
  ) {
    super(cause.status, cause.message, cause.version);
  }
}

/** What is needed to run mediainfo again with a part of the object hidden. */
export interface MaskedRuns<T> {
  /** The masks to try, in order. */
  masks(): Promise<readonly Mask[]>;
  /** False when the object has cost so much that no other run may start. */
  mayContinue(): boolean;
  /** Runs mediainfo once on the object, with what the mask names hidden. */
  attempt(mask: Mask): Promise<T>;
}

/**
 * Runs mediainfo with one mask after the other until it completes a report. If one of these runs exceeds a
 * budget, the first breakdown is still what the row reports. There is one exception, TOO_SLOW: the time that
 * was left may simply have been too short, so that error is thrown.
 *
 * @param first the breakdown on the unchanged object; thrown when no mask helps
 * @throws errors of the runs about the object or the platform, such as that the object is gone, and TOO_SLOW
 */
export async function reportWithout<T>(
  first: BreakdownError,
  { masks, mayContinue, attempt }: MaskedRuns<T>,
): Promise<{ report: T; mask: Mask }> {
  try {
    for (const mask of await masks()) {
      if (!mayContinue()) break;
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
