import type { ObjectVersion } from '../../contract/object-version';
import type { Status } from '../../contract/statuses';

/** The object is not in the bucket, or not any more. Its row is deleted too. */
export class ObjectGoneError extends Error {
  override name = 'ObjectGoneError';
}

/**
 * The object was replaced while it was read. The bytes read so far are dropped, and the new version is read.
 */
export class ObjectReplacedError extends Error {
  override name = 'ObjectReplacedError';
}

/** The object cannot be described, and a retry would not help. The row says so. */
export class RecordedError extends Error {
  override name = 'RecordedError';
  constructor(
    readonly status: Exclude<Status, 'DESCRIBED' | 'DOUBTFUL'>,
    /** A sentence for a person: what happened, which limit, what to do. It becomes the row's `Reason`. */
    message: string,
    /** The version of the object, if known. */
    readonly version?: ObjectVersion,
  ) {
    super(message);
  }
}

/**
 * The platform failed (throttling, 5xx, network). The handler throws this error, so that Function Compute
 * retries.
 */
export class PlatformError extends Error {
  override name = 'PlatformError';
}

/** Somebody else wrote, deleted or created the row after it was read. Read it again. */
export class RowChangedError extends Error {
  override name = 'RowChangedError';
}
