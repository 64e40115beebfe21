import { closeSync, readSync, writeSync } from 'node:fs';
import { PlatformError } from '../errors';

/** The unit in which memory is taken and given back: MediaInfo's usual read. */
export const BLOCK_BYTES = 64 * 1024;

/** Where bytes lie in a file, and how many there are. */
export interface Span {
  place: number;
  bytes: number;
}

/**
 * The file in which mediainfo finds the bytes received of an object. It consists of blocks, which are used again. Each
 * byte is written to it once, directly from the buffer of the connection: it is copied no more often than two processes
 * need. The file normally never reaches a disk: it stays in the page cache, and is deleted before the kernel would write
 * it out.
 */
export class BlockFile {
  /** For each block of the file, whether it is in use. */
  private readonly inUse: boolean[] = [];
  private closed = false;

  /** @param release called when the file is closed, with its descriptor. @default - the descriptor is closed */
  constructor(
    readonly descriptor: number,
    private readonly release: (descriptor: number) => void = closeSync,
  ) {}

  /**
   * Takes blocks that are not in use and lie one behind the other. The first room for them is taken, so that few blocks are
   * used, again and again: what was written to a moment ago is in the caches of the processor.
   *
   * @returns the number of the first one
   */
  take(count = 1): number {
    const room = this.firstRoom(count);
    this.use(room, count);
    return room;
  }

  /**
   * Takes the blocks behind a block, so that its bytes and theirs can be written and read in one step.
   *
   * @returns false, and takes none, where another block lies there, or where the file would grow though it has room
   */
  takeBehind(block: number, count: number): boolean {
    const next = block + 1;
    const fits = next < this.inUse.length ? this.hasRoom(next, count) : this.firstRoom(count) === next;
    if (fits) this.use(next, count);
    return fits;
  }

  private use(first: number, count: number): void {
    for (let block = first; block < first + count; block += 1) this.inUse[block] = true;
  }

  private firstRoom(count: number): number {
    let room = this.inUse.indexOf(false);
    while (room >= 0 && !this.hasRoom(room, count)) room = this.inUse.indexOf(false, room + 1);
    return room < 0 ? this.inUse.length : room;
  }

  /** Behind the last block there is room for any number. */
  private hasRoom(start: number, count: number): boolean {
    for (let block = start; block < start + count; block += 1) if (this.inUse[block]) return false;
    return true;
  }

  give(block: number): void {
    this.inUse[block] = false;
  }

  /** @throws PlatformError when the file system takes no more */
  write(bytes: Buffer, from: number, { place, bytes: length }: Span): void {
    this.mustBeOpen();
    // Synchronous: this only copies to memory, and to hand it to another thread would take longer than the copy.
    for (let done = 0; done < length; ) {
      done += this.writeSome(bytes.subarray(from + done, from + length), place + done);
    }
  }

  private writeSome(bytes: Buffer, place: number): number {
    try {
      return writeSync(this.descriptor, bytes, 0, bytes.length, place);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new PlatformError(`The temporary directory takes no more of the object's bytes (${code}).`);
    }
  }

  read(span: Span): Buffer {
    const bytes = Buffer.allocUnsafe(span.bytes);
    this.readInto(bytes, 0, span);
    return bytes;
  }

  /** Copies bytes to a place in other memory. */
  readInto(target: Buffer, from: number, { place, bytes: length }: Span): void {
    this.mustBeOpen();
    for (let done = 0; done < length; ) {
      done += readSync(this.descriptor, target, from + done, length - done, place + done);
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.release(this.descriptor);
  }

  /** After a file is closed, the system may give the number of its descriptor to another file. */
  private mustBeOpen(): void {
    if (this.closed) throw new Error('The file of received bytes is closed.');
  }
}
