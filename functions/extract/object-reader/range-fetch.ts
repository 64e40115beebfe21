import type { ObjectVersion } from '../../../contract/object-version';
import { ObjectReplacedError } from '../errors';
import type { BlockFile } from './block-file';
import type { Answer, Origin } from './origin';
import { TransientError } from './origin-errors';
import type { Fetch } from './plan/plan-state';
import { shrunkEnd } from './plan/ranges';
import type { ReadMeter } from './read-meter';
import type { ReaderSettings } from './reader-settings';
import { ReceivedBytes } from './received-bytes';
import { Retry } from './retry';
import { versionOf } from './version-of';

/** What all fetches of one object share. */
export interface FetchContext {
  origin: Origin;
  version: ObjectVersion;
  meter: ReadMeter;
  settings: ReaderSettings;
  /** Aborted when the object is closed, or when reading it has failed. */
  signal: AbortSignal;
  /** Where the received bytes are stored. */
  file: BlockFile;
}

/** Most bytes that OSS may send before those asked for: it sends all of a small object if the range goes past its end. */
const MAX_SKIPPED = 2 * 1024 * 1024;

/**
 * One range of an object, and the bytes of it that are here. When the connection fails, it asks again from the next byte
 * on. When it has received all that is wanted for now, it is paused.
 */
export class RangeFetch implements Fetch {
  readonly store: ReceivedBytes;
  /** Set by the owner, who decides with it which bytes to give up first. */
  lastUsed = 0;
  wanted: number;
  private body: Answer['body'] | undefined;
  /** Starts the timeout for a stall again. */
  private resumed = (): void => {};
  private failure: Error | undefined;
  private stopped = false;
  private readonly waiting = new Set<() => void>();
  private readonly stopping = new AbortController();
  private readonly ended: AbortSignal;

  /** @param first the answer to a request already sent for this range, if any */
  constructor(
    private readonly context: FetchContext,
    start: number,
    public end: number,
    wanted: number,
    first?: Promise<Answer>,
  ) {
    this.store = new ReceivedBytes(context.file, start);
    this.wanted = wanted;
    this.ended = AbortSignal.any([context.signal, this.stopping.signal]);
    this.run(first).catch((error: Error) => {
      this.failure = error;
      this.wake();
    });
  }

  get start(): number {
    return this.store.start;
  }

  get reached(): number {
    return this.store.end;
  }

  get done(): boolean {
    return this.store.end >= this.end;
  }

  /** Gives up the bytes from an offset on, except those that are here or may come in already. */
  shrink(end: number): void {
    this.end = shrunkEnd(this, end);
    // A paused answer would keep its connection until the object is closed.
    if (this.done) this.body?.destroy();
  }

  /** Lets bytes up to an offset come in. */
  want(offset: number): void {
    this.wanted = Math.max(this.wanted, Math.min(offset, this.end));
    if (this.wanted > this.store.end && this.body?.isPaused) {
      this.body.resume();
      this.resumed();
    }
  }

  /** Lets bytes up to an offset come in, and resolves when they are all here. */
  async until(offset: number): Promise<void> {
    this.want(offset);
    while (this.store.end < offset) {
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** Ends the fetch here. The bytes that came in stay. */
  stop(): void {
    if (this.done) return;
    this.stopped = true;
    this.end = this.store.end;
    this.stopping.abort();
    this.body?.destroy();
    this.wake();
  }

  /** Ends the fetch and gives its memory back. */
  dispose(): void {
    this.stop();
    this.body?.destroy();
    this.store.trim(this.store.end);
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }

  private async run(first: Promise<Answer> | undefined): Promise<void> {
    const { origin, version, settings } = this.context;
    const retry = new Retry(settings, this.ended);
    let next = first;
    while (!this.done) {
      const reached = this.store.end;
      try {
        const range = `bytes=${reached}-${this.end - 1}`;
        const answer = await (next ?? origin.get(range, version.etag, this.ended));
        if (this.stopped) {
          answer.body.destroy();
          return;
        }
        this.check(answer);
        await this.receive(answer);
      } catch (error) {
        if (this.stopped) return;
        if (this.store.end > reached) retry.progress();
        await retry.after(error);
      }
      next = undefined;
    }
  }

  /** Each answer must be of the version that was looked at first, and contain the byte that comes next. */
  private check({ body, start, end, size }: Answer): void {
    const { version } = this.context;
    const other = versionOf(body.headers, size)?.etag !== version.etag;
    const misplaced = size !== version.size || start > this.store.end || end <= this.store.end;
    if (!other && !misplaced && this.store.end - start <= MAX_SKIPPED) return;
    body.destroy();
    if (other) throw new ObjectReplacedError('OSS sent another version of the object.');
    throw new TransientError('OSS sent other bytes than were asked for');
  }

  private receive({ body, start, end }: Answer): Promise<void> {
    const { meter, settings } = this.context;
    let skip = this.store.end - start;
    this.body = body;
    return new Promise<void>((resolve, reject) => {
      const stalled = (): void => {
        // A paused answer cannot stall. When it is resumed, the timeout starts again.
        if (body.isPaused) return;
        finish(new TransientError(`OSS sent nothing for ${settings.stallTimeout / 1000} s`));
      };
      const timer = setTimeout(stalled, settings.stallTimeout);
      this.resumed = () => timer.refresh();
      const finish = (error?: Error): void => {
        clearTimeout(timer);
        this.body = undefined;
        if (error) body.destroy();
        if (error) reject(error);
        else resolve();
      };
      body.deliverTo({
        data: (chunk) => {
          if (this.body !== body || this.stopped) return;
          try {
            meter.receive(chunk.length);
            const useful = chunk.subarray(skip, skip + this.end - this.store.end);
            skip = Math.max(0, skip - chunk.length);
            if (useful.length > 0) this.store.push(useful);
          } catch (error) {
            return finish(error as Error);
          }
          this.wake();
          // If an answer is read to its end, its connection can be used again; else it must be closed.
          if (this.done && end > this.end) body.destroy();
          else if (!this.done && this.store.end >= this.wanted) body.pause();
          else timer.refresh();
        },
        end: () => {
          if (this.body !== body) return;
          finish(
            this.done || this.stopped ? undefined : new TransientError('The connection to OSS broke off'),
          );
        },
      });
    });
  }
}
