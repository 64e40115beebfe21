/**
 * The OSS events after which a row may be wrong. Names are without the `oss:` that a trigger puts before
 * them.
 */

/**
 * Events that create or delete a whole object. `ObjectCreated:*` is not used: it also means the start and
 * each part of a multipart upload, when there is no object to describe yet.
 */
export const OBJECT_EVENTS = [
  'ObjectCreated:PutObject',
  'ObjectCreated:PostObject',
  'ObjectCreated:CopyObject',
  'ObjectCreated:CompleteMultipartUpload',
  'ObjectCreated:AppendObject',
  'ObjectRemoved:DeleteObject',
  'ObjectRemoved:DeleteObjects',
  // What arrives in a bucket by replication brings these and no others.
  'ObjectReplication:ObjectCreated',
  'ObjectReplication:ObjectModified',
  'ObjectReplication:ObjectRemoved',
] as const;

/** Added when symbolic links should have rows of their own. */
export const SYMLINK_EVENT = 'ObjectCreated:PutSymlink';

/**
 * Changes the metadata of an object in place. OSS has it in eight regions only, and a trigger that lists it is refused
 * in all others, so ours does not; one that somebody adds is understood. In every region metadata is usually changed by
 * copying the object onto itself, which brings `CopyObject`.
 */
const METADATA_EVENT = 'ObjectModified:UpdateObjectMeta';

/** The event's name as a trigger's configuration and its events write it. */
export const triggerName = (event: string): string => `oss:${event}`;

const CHANGES: ReadonlySet<string> = new Set([...OBJECT_EVENTS, SYMLINK_EVENT, METADATA_EVENT]);

/** True for an event after which a row may be wrong. The name may start with `oss:`. */
export const changesObject = (event: string): boolean => CHANGES.has(event.replace(/^oss:/, ''));

/** True for an event that says that an object was created, so the object existed when the event was sent. */
export const createsObject = (event: string): boolean =>
  /^(?:oss:)?(?:ObjectCreated:|ObjectReplication:Object(?:Created|Modified)$)/.test(event);
