import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { PlatformError, RecordedError } from '../errors';
import { BlockFile } from '../object-reader/block-file';
import type { ObjectAddress, ObjectVersion } from '../object-version';
import type { ByteSource } from './byte-source';
import { type Measure, refusedMeasures } from './confinement';
import { nameOf } from './object-name';

/** Bytes of each message of `object-file.so` and to it: two numbers of 64 bits. */
const MESSAGE_BYTES = 16;

/** Most bytes of an extension that go into a file name, of which a name has 255. */
const MAX_EXTENSION_BYTES = 200;

const TAKEN_OVER =
  'MediaInfo asked for the bytes of the object in a way that only a file that has taken it over can bring about.';

function message(first: number, second: number): Buffer {
  const bytes = Buffer.alloc(MESSAGE_BYTES);
  bytes.writeBigUInt64LE(BigInt(first), 0);
  bytes.writeBigUInt64LE(BigInt(second), 8);
  return bytes;
}

/**
 * What mediainfo takes for a local file, the only one there is: `object-file.so` answers what mediainfo asks the system
 * for, and asks us for each part of the object before mediainfo reads it. We tell it where what came in of that part lies
 * in a real file, the mailbox. So mediainfo does what it does for a local file, and we know what it wants to the byte.
 */
export class ObjectFile {
  /** Requests answered. */
  reads = 0;
  /** The measures of confinement that the kernel refused, once the child has told that it is shut in. */
  refused: Measure[] | undefined;
  /** What mediainfo takes for the folder of the object. Not to be guessed: the report is searched for it. */
  readonly directory = `/object-${randomBytes(12).toString('hex')}`;
  readonly path: string;

  private constructor(
    address: ObjectAddress,
    /** What was received of the object. */
    readonly mailbox: BlockFile,
    /** The mailbox again, not to be written to: the child's descriptor 4. */
    private childsMailbox: number | undefined,
  ) {
    const { extension } = nameOf(address);
    // MediaInfo expands wildcards; a file name cannot hold the other two.
    const usable =
      extension && !/[*?/\0]/.test(extension) && Buffer.byteLength(extension) <= MAX_EXTENSION_BYTES;
    this.path = join(this.directory, usable ? `object.${extension}` : 'object');
  }

  /**
   * Makes the mailbox, in this thread: there is nothing but a name to write, and an object is waiting. The file has a name
   * only until it is open, so that nothing is left of it however the process ends.
   *
   * @throws PlatformError when the file system refuses it, with too many files open for instance
   */
  static create(address: ObjectAddress): ObjectFile {
    const name = join(tmpdir(), `mailbox-${randomBytes(12).toString('hex')}`);
    const open: number[] = [];
    try {
      open.push(openSync(name, 'wx+', 0o600));
      open.push(openSync(name, 'r'));
      unlinkSync(name);
      return new ObjectFile(address, new BlockFile(open[0]!), open[1]);
    } catch (error) {
      for (const descriptor of open) closeSync(descriptor);
      if (open.length > 0) rmSync(name, { force: true });
      const { code } = error as NodeJS.ErrnoException;
      throw new PlatformError(`No temporary file could be made for the bytes of the object (${code}).`);
    }
  }

  /** Descriptors for the child, from its descriptor 4 on. */
  get descriptors(): number[] {
    if (this.childsMailbox === undefined) throw new Error('The child has its descriptors already.');
    return [this.childsMailbox];
  }

  /** To be called when the child has been started, and has its own. */
  closeDescriptors(): void {
    if (this.childsMailbox !== undefined) closeSync(this.childsMailbox);
    this.childsMailbox = undefined;
  }

  /**
   * Takes what the child tells over its descriptor 3: first how it is shut in, then what it asks for, until it closes.
   * Nothing is answered before `source` is known.
   *
   * @param failed called once, with what kept a request from being answered
   */
  serve(socket: Duplex, source: ByteSource, version: ObjectVersion, failed: (error: Error) => void): void {
    let pending = Buffer.alloc(0);
    let answering = false;
    const answer = async (offset: number, length: number): Promise<void> => {
      this.reads += 1;
      answering = true;
      const { place, bytes } = await source.read(offset, length);
      answering = false;
      socket.write(message(place, bytes));
    };
    socket.on('data', (bytes: Buffer) => {
      pending = Buffer.concat([pending, bytes]);
      if (pending.length >= MESSAGE_BYTES && !this.refused) {
        this.refused = refusedMeasures(pending);
        pending = pending.subarray(MESSAGE_BYTES);
      }
      // One question at a time: whatever else is sent would only be gathered here, without end.
      if (pending.length > MESSAGE_BYTES || (pending.length > 0 && (answering || !this.refused))) {
        socket.pause();
        return failed(new RecordedError('FAILED', TAKEN_OVER));
      }
      if (pending.length < MESSAGE_BYTES) return;
      const offset = Number(pending.readBigUInt64LE(0));
      const length = Number(pending.readBigUInt64LE(8));
      pending = Buffer.alloc(0);
      answer(offset, length).catch(failed);
    });
    socket.on('error', () => {
      // The child went away with an answer on its way; how it ended tells the rest.
    });
    socket.write(message(version.size, Math.floor(Date.parse(version.lastModified) / 1000)));
  }

  close(): void {
    this.closeDescriptors();
    this.mailbox.close();
  }
}
