import type { ObjectAddress, ObjectVersion } from '../../../contract/object-version';
import { PlatformError, RecordedError } from '../errors';
import type { BlockFile } from './block-file';
import { type FirstLook, firstLook } from './first-look';
import { ObjectReader } from './object-reader';
import type { ObjectSource } from './object-source';
import { Origin, signalAt } from './origin';
import { ReadMeter } from './read-meter';
import type { ReaderSettings } from './reader-settings';

/** What reading one object may cost at most. */
export interface ReadBudget {
  /** Epoch milliseconds. Reached: `TOO_SLOW`. */
  deadline: number;
  /** Bytes of the object received. Exceeded: `TOO_LARGE`. */
  maxBytes: number;
  /** Requests sent to OSS. Exceeded: `TOO_LARGE`. */
  maxRequests: number;
}

/** All requests for one object, from the first to the last. */
export class ReadingSession {
  readonly meter: ReadMeter;
  private readonly ended: ReturnType<typeof signalAt>;
  private readonly origin: Origin;
  private readonly looking: Promise<FirstLook>;
  private reader: ObjectReader | undefined;

  /**
   * Asks for the head and tail of the object at once; the first answer tells its version.
   *
   * @param sizeInEvent as for `firstLook`
   */
  constructor(
    source: ObjectSource,
    address: ObjectAddress,
    budget: ReadBudget,
    private readonly settings: ReaderSettings,
    sizeInEvent?: number,
  ) {
    this.meter = new ReadMeter(budget.maxRequests, budget.maxBytes);
    const tooSlow = (): Error =>
      new RecordedError(
        'TOO_SLOW',
        `The object could not be read within the time (${this.meter.progress()}).`,
      );
    this.ended = signalAt(budget.deadline, tooSlow);
    this.origin = new Origin(source, address, this.meter, settings);
    this.looking = firstLook(this.origin, settings, this.meter, this.ended.signal, sizeInEvent);
    this.looking.catch(() => {}); // Thrown by `look`.
  }

  /** Aborted at the deadline, and when the session is closed. */
  get signal(): AbortSignal {
    return this.ended.signal;
  }

  /**
   * The version that every byte will be of.
   *
   * @throws ObjectGoneError when there is no such object
   * @throws RecordedError when the object cannot be read, with its version where that is known
   * @throws PlatformError when OSS cannot be reached, throttles or fails
   */
  async look(): Promise<ObjectVersion> {
    return (await this.looking).version;
  }

  /** The object's bytes, put into `file`. To be called once. */
  async bytesIn(file: BlockFile): Promise<ObjectReader> {
    const { version, head, tail } = await this.looking;
    const { origin, meter, settings, signal } = this;
    this.reader = new ObjectReader({ origin, version, meter, settings, signal, file }, head, tail);
    return this.reader;
  }

  /** Ends every request. Safe to call twice. */
  close(): void {
    this.ended.clear();
    this.ended.abort(new PlatformError('The object was closed while it was being read.'));
    this.reader?.close();
  }
}
