import type { ObjectVersion } from '../../contract/object-version';
import type { Status } from '../../contract/statuses';

/** The object is not in the bucket (any more): its row goes too. */
export class ObjectGoneError extends Error {
  override name = 'ObjectGoneError';
}

/** The object was replaced while it was read: what was read is dropped and the new version is read. */
export class ObjectReplacedError extends Error {
  override name = 'ObjectReplacedError';
}

/** The object itself cannot be described, now or on a retry: the row says so. */
export class RecordedError extends Error {
  override name = 'RecordedError';
  constructor(
    readonly status: Exclude<Status, 'DESCRIBED' | 'DOUBTFUL'>,
    /** A sentence for a person: what, which limit, what to do. It becomes the row's `Reason`. */
    message: string,
    /** The version that was looked at, where it is known. */
    readonly version?: ObjectVersion,
  ) {
    super(message);
  }
}

/** The platform failed (throttling, 5xx, network): thrown out of the handler, so that Function Compute retries. */
export class PlatformError extends Error {
  override name = 'PlatformError';
}

/** The row was written, deleted or created by somebody else since it was read: look at it again. */
export class RowChangedError extends Error {
  override name = 'RowChangedError';
}
