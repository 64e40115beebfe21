/** Names of the events of OSS after which a row may be wrong, without the `oss:` that a trigger puts before them. */

/**
 * What makes or removes a whole object. `ObjectCreated:*` would also name the start of a multipart upload and each of
 * its parts, when there is nothing to describe yet.
 */
export const OBJECT_EVENTS = [
  'ObjectCreated:PutObject',
  'ObjectCreated:PostObject',
  'ObjectCreated:CopyObject',
  'ObjectCreated:CompleteMultipartUpload',
  'ObjectCreated:AppendObject',
  'ObjectRemoved:DeleteObject',
  'ObjectRemoved:DeleteObjects',
] as const;

/** Asked for besides where symbolic links are to have rows of their own. */
export const SYMLINK_EVENT = 'ObjectCreated:PutSymlink';

/** As a trigger's configuration and its events write a name. */
export const triggerName = (event: string): string => `oss:${event}`;

const CHANGES: ReadonlySet<string> = new Set([...OBJECT_EVENTS, SYMLINK_EVENT]);

/** True of an event after which a row may be wrong, with or without `oss:`. */
export const changesObject = (event: string): boolean => CHANGES.has(event.replace(/^oss:/, ''));

/** True of an event that tells of an object which was there when it was sent. */
export const createsObject = (event: string): boolean => /^(?:oss:)?ObjectCreated:/.test(event);
