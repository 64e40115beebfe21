import type { Span } from './object-reader/block-file';

/** Where the bytes of an object come from. */
export interface ByteSource {
  /**
   * Where in the mailbox bytes from `offset` on lie: those that are wanted or the first of them, and more if they are at
   * hand; none at the end of the object. They stay until the next call.
   */
  read(offset: number, length: number): Promise<Span>;
}
