import { closeSync, ftruncateSync, futimesSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { RecordedError } from '../errors';
import type { ObjectAddress, ObjectVersion } from '../object-version';
import { nameOf } from './object-name';

/** Where the bytes come from. */
export interface ByteSource {
  /** Bytes from `offset` on: `length` of them, fewer at the end of the object, and more if they are at hand. */
  read(offset: number, length: number): Promise<Buffer[]>;
}

/** Bytes of a request of `object-file.so`: offset and length. */
const REQUEST_BYTES = 16;

/** What the child waits for before it begins; the number itself says nothing. */
const GO = 0;

/** Most bytes of an extension that go into a file name, of which a name has 255. */
const MAX_EXTENSION_BYTES = 200;

/**
 * A file in the temporary directory that has the object's size, extension and time but holds nothing: before mediainfo
 * reads a part of it, `object-file.so` asks us for that part, and we put it into a second file, the mailbox. So
 * mediainfo does what it does for a local file, and we know what it wants to the byte.
 */
export class ObjectFile {
  /** Requests answered. */
  reads = 0;

  private constructor(
    readonly directory: string,
    readonly path: string,
    /** The child's descriptors 4 and 5. */
    readonly descriptors: readonly [mailbox: number, file: number],
  ) {}

  /** Makes the files, in this thread: there is nothing but names to write, and an object is waiting. */
  static create(address: ObjectAddress): ObjectFile {
    const { extension } = nameOf(address);
    // MediaInfo expands wildcards; a file name cannot hold the other two.
    const usable =
      extension && !/[*?/\0]/.test(extension) && Buffer.byteLength(extension) <= MAX_EXTENSION_BYTES;
    const directory = mkdtempSync(join(tmpdir(), 'object-'));
    const path = join(directory, usable ? `object.${extension}` : 'object');
    return new ObjectFile(directory, path, [
      openSync(join(directory, 'mailbox'), 'wx+', 0o600),
      openSync(path, 'wx+', 0o600),
    ]);
  }

  /**
   * Gives the file the object's size and time.
   * @throws RecordedError TOO_LARGE when no file can have that size here
   */
  resemble(version: ObjectVersion): void {
    const [, file] = this.descriptors;
    try {
      ftruncateSync(file, version.size);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EFBIG') throw error;
      const reason = `The object has ${version.size} bytes, more than a file may have here.`;
      throw new RecordedError('TOO_LARGE', reason, version);
    }
    const modified = new Date(version.lastModified);
    futimesSync(file, modified, modified);
  }

  /**
   * Lets the child go, and answers the requests that come over its descriptor 3 until it closes.
   *
   * @param failed called once, with what kept a request from being answered
   */
  serve(socket: Duplex, source: ByteSource, failed: (error: Error) => void): void {
    const [mailbox] = this.descriptors;
    let pending = Buffer.alloc(0);
    const tell = (number: number): void => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(BigInt(number));
      socket.write(bytes);
    };
    const answer = async (offset: number, length: number): Promise<void> => {
      const chunks = await source.read(offset, length);
      let bytes = 0;
      // In this thread, as it only goes to memory: a hop to another takes longer than the copying.
      for (const chunk of chunks) bytes += writeSync(mailbox, chunk, 0, chunk.length, bytes);
      this.reads += 1;
      tell(bytes);
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
    tell(GO);
  }

  async remove(): Promise<void> {
    for (const descriptor of this.descriptors) closeSync(descriptor);
    await rm(this.directory, { recursive: true, force: true });
  }
}
