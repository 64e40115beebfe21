import type { Duplex } from 'node:stream';
import type { ObjectVersion } from '../../../contract/object-version';
import type { ByteSource } from '../byte-source';
import { RecordedError } from '../errors';
import type { Span } from '../object-reader/block-file';
import { type Measure, refusedMeasures } from './confinement';

/** Bytes of each message of `object-file.so` and to it: two numbers of 64 bits. */
const MESSAGE_BYTES = 16;

/**
 * Most bytes that one question is answered for; the next asks for what is left. All that is asked for is fetched and kept until
 * then.
 */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

const TAKEN_OVER =
  'MediaInfo asked for the bytes of the object in a way that only a file that has taken it over can bring about.';

function message(first: number, second: number): Buffer {
  const bytes = Buffer.alloc(MESSAGE_BYTES);
  bytes.writeBigInt64LE(BigInt(first), 0);
  bytes.writeBigInt64LE(BigInt(second), 8);
  return bytes;
}

/** What one run of mediainfo asks for over its descriptor 3, and what it is answered. */
export class ObjectRequests {
  /** Questions for bytes so far. */
  reads = 0;
  /** The measures of confinement that the kernel refused, once the child has told that it is shut in. */
  refused: Measure[] | undefined;
  /** Whether the child waits for bytes. */
  answering = false;
  /** Where what was last answered lies. */
  answered: Span = { place: 0, bytes: 0 };
  private pending = Buffer.alloc(0);

  constructor(private readonly socket: Duplex) {
    // The child went away with an answer on its way; how it ended tells the rest.
    socket.on('error', () => {});
  }

  /**
   * Tells the child what the object is like, and answers its questions until it closes.
   *
   * @param failed called with what keeps a question from being answered
   */
  serve(source: ByteSource, version: ObjectVersion, failed: (error: Error) => void): void {
    this.socket.on('data', (bytes: Buffer) => {
      this.pending = Buffer.concat([this.pending, bytes]);
      if (!this.refused && this.pending.length >= MESSAGE_BYTES) {
        this.refused = refusedMeasures(this.pending);
        this.pending = this.pending.subarray(MESSAGE_BYTES);
      }
      // One question at a time: whatever else is sent would only be gathered here, without end.
      const { length } = this.pending;
      const busy = this.answering || this.socket.writableLength > 0 || !this.refused;
      if (length > MESSAGE_BYTES || (length > 0 && busy)) {
        this.socket.pause();
        failed(new RecordedError('FAILED', TAKEN_OVER));
      } else if (length === MESSAGE_BYTES) {
        this.answer(source).catch(failed);
      }
    });
    this.socket.write(message(version.size, Math.floor(Date.parse(version.lastModified) / 1000)));
  }

  private async answer(source: ByteSource): Promise<void> {
    const offset = Number(this.pending.readBigUInt64LE(0));
    const length = Math.min(Number(this.pending.readBigUInt64LE(8)), MAX_ANSWER_BYTES);
    this.pending = Buffer.alloc(0);
    this.reads += 1;
    this.answering = true;
    this.answered = await source.read(offset, length);
    this.answering = false;
    this.socket.write(message(this.answered.place, this.answered.bytes));
  }
}
