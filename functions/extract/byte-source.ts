import type { Span } from './object-reader/block-file';

/** Where the bytes of an object come from. */
export interface ByteSource {
  /**
   * Returns the place in the mailbox that holds the object's bytes from `offset` on. It may hold fewer bytes
   * than `length` (then ask again for the rest) or more, if they are there already. It holds none at the end
   * of the object. The bytes stay there until the next call.
   */
  read(offset: number, length: number): Promise<Span>;
}
