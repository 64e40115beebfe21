import { RecordedError } from '../errors';

const MB = 1_000_000;

/** What reading one object has cost so far. */
export interface ReadCost {
  /** Requests sent to OSS, retries included. */
  requests: number;
  /** The longest chain of requests of which each was sent after the one before it had been answered. */
  roundTrips: number;
  /** Bytes of the object received. */
  bytes: number;
  /** Wall time since the object was opened. */
  milliseconds: number;
}

/** Counts the requests, bytes and time of reading one object, and throws when more is used than allowed. */
export class ReadMeter {
  private requests = 0;
  private roundTrips = 0;
  private bytes = 0;
  private readonly started = performance.now();

  constructor(
    private readonly maxRequests: number,
    private readonly maxBytes: number,
  ) {}

  /**
   * Counts a request about to be sent.
   *
   * @returns call this when its answer begins
   * @throws RecordedError TOO_LARGE if there were `maxRequests` before
   */
  send(): () => void {
    if (this.requests >= this.maxRequests) {
      throw new RecordedError(
        'TOO_LARGE',
        `MediaInfo wanted more than ${this.maxRequests} requests to be made for this object ` +
          `(${this.progress()}).`,
      );
    }
    this.requests += 1;
    // Requests sent side by side are one round trip: each adds one to the round trips completed when it was sent.
    const depth = this.roundTrips + 1;
    return () => {
      this.roundTrips = Math.max(this.roundTrips, depth);
    };
  }

  /** @throws RecordedError TOO_LARGE if there are more than `maxBytes` */
  receive(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.maxBytes) {
      throw new RecordedError(
        'TOO_LARGE',
        `MediaInfo wanted more than ${Math.round(this.maxBytes / MB)} MB of this object (${this.progress()}).`,
      );
    }
  }

  cost(): ReadCost {
    return {
      requests: this.requests,
      roundTrips: this.roundTrips,
      bytes: this.bytes,
      milliseconds: Math.round(performance.now() - this.started),
    };
  }

  /** What was read so far, as text for a person. */
  progress(): string {
    const { requests, bytes, milliseconds } = this.cost();
    const read = bytes >= MB ? `${(bytes / MB).toFixed(1)} MB` : `${bytes} bytes`;
    return `${read} read in ${requests} requests and ${(milliseconds / 1000).toFixed(1)} s`;
  }
}
