import type { ObjectAddress } from '../../../contract/object-version';
import { extensionOf } from '../../../contract/reading-mode';

/** An object's name, split into the parts that MediaInfo reports for a file. */
export interface ObjectName {
  complete: string;
  folder: string;
  nameExtension: string;
  name: string;
  /** Empty when there is none. */
  extension: string;
}

/** Splits `oss://bucket/key` in the same way as MediaInfo splits the path of a file. */
export function nameOf({ bucket, key }: ObjectAddress): ObjectName {
  const complete = `oss://${bucket}/${key}`;
  const slash = complete.lastIndexOf('/');
  const nameExtension = complete.slice(slash + 1);
  const dot = nameExtension.lastIndexOf('.');
  return {
    complete,
    folder: complete.slice(0, slash),
    nameExtension,
    name: dot < 0 ? nameExtension : nameExtension.slice(0, dot),
    extension: extensionOf(key),
  };
}
