import type { ObjectVersion } from '../../../contract/object-version';
import type { ByteSource } from '../byte-source';
import { RecordedError } from '../errors';
import type { Span } from '../object-reader/block-file';
import { type Measure, refusedMeasures } from './confinement';
import type { Questions } from './mediainfo-process';

/** Size of each message to and from `object-file.so`: two numbers of 64 bits. */
const MESSAGE_BYTES = 16;

/**
 * Most bytes in one answer; the child asks again for the rest. These bytes are fetched and kept in the
 * mailbox until the next question.
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

/** Answers what one run of mediainfo asks for on its descriptor 3. */
export class ObjectRequests {
  /** Number of questions for bytes so far. */
  reads = 0;
  /** The confinement measures that the kernel refused. Undefined until the child has reported them. */
  refused: Measure[] | undefined;
  /** True while the child waits for bytes. */
  answering = false;
  /** Where the bytes of the last answer are. */
  answered: Span = { place: 0, bytes: 0 };
  private pending = Buffer.alloc(0);

  constructor(private readonly socket: Questions) {}

  /**
   * Sends the object's size and time to the child, and answers its questions until it closes.
   *
   * @param failed called with the error when a question cannot be answered
   */
  serve(source: ByteSource, version: ObjectVersion, failed: (error: Error) => void): void {
    this.socket.on('data', (bytes: Buffer) => {
      this.pending = Buffer.concat([this.pending, bytes]);
      if (!this.refused && this.pending.length >= MESSAGE_BYTES) {
        this.refused = refusedMeasures(this.pending);
        this.pending = this.pending.subarray(MESSAGE_BYTES);
      }
      // The child must ask one question at a time. A child that sends more would fill our memory.
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
