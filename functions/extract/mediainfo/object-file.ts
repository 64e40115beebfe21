import { writeSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
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
    private readonly mailbox: FileHandle,
    private readonly file: FileHandle,
  ) {}

  /** @throws RecordedError TOO_LARGE when no file can have the object's size here */
  static async create(address: ObjectAddress, version: ObjectVersion): Promise<ObjectFile> {
    const { extension } = nameOf(address);
    // MediaInfo expands wildcards; a file name cannot hold the other two.
    const usable =
      extension && !/[*?/\0]/.test(extension) && Buffer.byteLength(extension) <= MAX_EXTENSION_BYTES;
    const directory = await mkdtemp(join(tmpdir(), 'object-'));
    const path = join(directory, usable ? `object.${extension}` : 'object');
    const opened: FileHandle[] = [];
    try {
      const mailbox = await open(join(directory, 'mailbox'), 'wx+', 0o600);
      opened.push(mailbox);
      const file = await open(path, 'wx+', 0o600);
      opened.push(file);
      await file.truncate(version.size);
      const modified = new Date(version.lastModified);
      await file.utimes(modified, modified);
      return new ObjectFile(directory, path, mailbox, file);
    } catch (error) {
      for (const handle of opened) await handle.close();
      await rm(directory, { recursive: true, force: true });
      if ((error as NodeJS.ErrnoException).code !== 'EFBIG') throw error;
      const reason = `The object has ${version.size} bytes, more than a file may have here.`;
      throw new RecordedError('TOO_LARGE', reason, version);
    }
  }

  /** For the child's descriptors 4 and 5. */
  get descriptors(): [mailbox: number, file: number] {
    return [this.mailbox.fd, this.file.fd];
  }

  /**
   * Answers the requests that come over the child's descriptor 3, until it closes.
   *
   * @param failed called once, with what kept a request from being answered
   */
  serve(socket: Duplex, source: ByteSource, failed: (error: Error) => void): void {
    let pending = Buffer.alloc(0);
    const answer = async (offset: number, length: number): Promise<void> => {
      const chunks = await source.read(offset, length);
      let bytes = 0;
      // In this thread, as it only goes to memory: a hop to another takes longer than the copying.
      for (const chunk of chunks) bytes += writeSync(this.mailbox.fd, chunk, 0, chunk.length, bytes);
      this.reads += 1;
      const delivered = Buffer.alloc(8);
      delivered.writeBigUInt64LE(BigInt(bytes));
      socket.write(delivered);
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
  }

  async remove(): Promise<void> {
    await Promise.all([this.mailbox.close(), this.file.close()]);
    await rm(this.directory, { recursive: true, force: true });
  }
}
