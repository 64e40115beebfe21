import { closeSync, ftruncateSync, futimesSync, mkdtempSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { RecordedError } from '../errors';
import { BlockFile } from '../object-reader/block-file';
import type { ObjectAddress, ObjectVersion } from '../object-version';
import type { ByteSource } from './byte-source';
import { nameOf } from './object-name';

/** Bytes of a request of `object-file.so`, offset and length, and of an answer, place in the mailbox and length. */
const REQUEST_BYTES = 16;

/** What the child waits for before it begins; the bytes themselves say nothing. */
const GO = Buffer.alloc(8);

/** Most bytes of an extension that go into a file name, of which a name has 255. */
const MAX_EXTENSION_BYTES = 200;

/**
 * A file in the temporary directory that has the object's size, extension and time but holds nothing: before mediainfo
 * reads a part of it, `object-file.so` asks us for that part, and we tell it where what came in of it lies in a second
 * file, the mailbox. So mediainfo does what it does for a local file, and we know what it wants to the byte.
 */
export class ObjectFile {
  /** Requests answered. */
  reads = 0;

  private constructor(
    readonly directory: string,
    readonly path: string,
    /** What was received of the object; the child's descriptor 4. */
    readonly mailbox: BlockFile,
    /** The child's descriptor 5. */
    readonly descriptor: number,
  ) {}

  /** Makes the files, in this thread: there is nothing but names to write, and an object is waiting. */
  static create(address: ObjectAddress): ObjectFile {
    const { extension } = nameOf(address);
    // MediaInfo expands wildcards; a file name cannot hold the other two.
    const usable =
      extension && !/[*?/\0]/.test(extension) && Buffer.byteLength(extension) <= MAX_EXTENSION_BYTES;
    const directory = mkdtempSync(join(tmpdir(), 'object-'));
    const path = join(directory, usable ? `object.${extension}` : 'object');
    const mailbox = new BlockFile(openSync(join(directory, 'mailbox'), 'wx+', 0o600));
    return new ObjectFile(directory, path, mailbox, openSync(path, 'wx+', 0o600));
  }

  /**
   * Gives the file the object's size and time.
   * @throws RecordedError TOO_LARGE when no file can have that size here
   */
  resemble(version: ObjectVersion): void {
    try {
      ftruncateSync(this.descriptor, version.size);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EFBIG') throw error;
      const reason = `The object has ${version.size} bytes, more than a file may have here.`;
      throw new RecordedError('TOO_LARGE', reason, version);
    }
    const modified = new Date(version.lastModified);
    futimesSync(this.descriptor, modified, modified);
  }

  /**
   * Lets the child go, and answers the requests that come over its descriptor 3 until it closes.
   *
   * @param failed called once, with what kept a request from being answered
   */
  serve(socket: Duplex, source: ByteSource, failed: (error: Error) => void): void {
    let pending = Buffer.alloc(0);
    const answer = async (offset: number, length: number): Promise<void> => {
      this.reads += 1;
      const { place, bytes } = await source.read(offset, length);
      const told = Buffer.alloc(REQUEST_BYTES);
      told.writeBigUInt64LE(BigInt(place), 0);
      told.writeBigUInt64LE(BigInt(bytes), 8);
      socket.write(told);
    };
    socket.on('data', (bytes: Buffer) => {
      pending = Buffer.concat([pending, bytes]);
      if (pending.length < REQUEST_BYTES) return;
      const offset = Number(pending.readBigUInt64LE(0));
      const length = Number(pending.readBigUInt64LE(8));
      pending = pending.subarray(REQUEST_BYTES);
      answer(offset, length).catch(failed);
    });
    socket.on('error', () => {
      // The child went away with an answer on its way; how it ended tells the rest.
    });
    socket.write(GO);
  }

  async remove(): Promise<void> {
    this.mailbox.close();
    closeSync(this.descriptor);
    await rm(this.directory, { recursive: true, force: true });
  }
}
