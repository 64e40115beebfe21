import type { Span } from './block-file';
import { fragmentPlaces, indexOf } from './mp4-places';
import type { Answer } from './origin';
import { type FetchContext, RangeFetch } from './range-fetch';

/** A run of reads of which each began in or right behind what was handed over for the one before it. */
interface Run {
  start: number;
  /** Where the last read began. */
  last: number;
  /** Behind the last byte handed over. */
  end: number;
  /** Bytes that were asked for, without what was handed over beyond them. */
  length: number;
  /** Reads of which it is made. */
  reads: number;
}

/** Runs followed at once: MediaInfo goes to and fro between a few places, such as two tracks of a file. */
const RUNS = 4;

/**
 * One version of an object, read in any order: what is asked for is fetched once, long runs are streamed, and memory
 * stays bounded whatever the object's size.
 */
export class ObjectReader {
  private fetches: RangeFetch[] = [];
  private runs: Run[] = [];
  private clock = 0;
  /** Reads under way. */
  private reading = 0;
  /** The clock when the last read began. */
  private readBegan = 0;
  private readonly head: RangeFetch | undefined;
  private readonly tail: RangeFetch | undefined;
  /** Where MediaInfo is going to read, one place after the other, once that is known. */
  private places: number[] | undefined;

  /** @param head, tail the answers to the requests sent before anything was known of the object, unless not needed */
  constructor(
    private readonly context: FetchContext,
    head: Promise<Answer> | undefined,
    tail: Promise<Answer> | undefined,
  ) {
    const { settings } = context;
    const headEnd = Math.min(settings.headBytes, this.size);
    const tailStart = Math.max(headEnd, this.size - settings.tailBytes);
    if (head) this.head = this.fetch(0, settings.openHead ? tailStart : headEnd, headEnd, head);
    if (tail) this.tail = this.fetch(tailStart, this.size, this.size, tail);
    if (this.head && this.tail) {
      const begun = this.head.until(Math.min(settings.windowBytes, headEnd));
      // What fails here fails the read that needs it.
      begun.then(() => this.lookForIndex()).catch(() => {});
    }
  }

  get size(): number {
    return this.context.version.size;
  }

  /**
   * Where bytes from `offset` on lie: those that are asked for or, of a long read, the first of them, and more than
   * those if they are at hand; none at the end of the object. They stay until the next read or the end.
   */
  async read(offset: number, length: number): Promise<Span> {
    const end = Math.min(offset + length, this.size);
    if (offset >= end) return { place: 0, bytes: 0 };
    if (this.reading === 0) this.letGo();
    this.reading += 1;
    try {
      return await this.readNow(offset, end);
    } finally {
      this.reading -= 1;
    }
  }

  private async readNow(offset: number, end: number): Promise<Span> {
    const { partBytes, gatherBytes, extraBytes } = this.context.settings;
    this.readBegan = this.clock;
    const run = this.follow(offset, end);
    this.cover(offset, end, run);
    if (run.reads === 1) this.lookAhead(offset);
    const fetch = this.fetchAt(offset);
    if (!fetch) throw new Error(`Nothing was on its way for byte ${offset}.`);
    fetch.lastUsed = ++this.clock;
    const gathered = run.reads > 1 ? Math.min(run.length / 8, gatherBytes) : 0;
    await fetch.until(Math.min(fetch.end, offset + Math.max(Math.min(end - offset, partBytes), gathered)));
    // A run is answered with what is there already: each question less saves a change of process.
    const extra = run.reads > 1 ? Math.min(run.length, extraBytes) : 0;
    const span = fetch.store.span(offset, Math.min(fetch.store.end, end + extra));
    run.end = offset + span.bytes;
    return span;
  }

  /** Ends every fetch. */
  close(): void {
    for (const fetch of this.fetches) fetch.dispose();
  }

  private follow(offset: number, end: number): Run {
    const known = this.runs.find((run) => offset > run.last && offset <= run.end);
    const run = known ?? { start: offset, last: offset, end: offset, length: 0, reads: 0 };
    run.reads += 1;
    run.last = offset;
    run.length = end - run.start;
    this.runs = [run, ...this.runs.filter((other) => other !== run)].slice(0, RUNS);
    return run;
  }

  /** Sees to it that every byte of a read is on its way, and on a long run those that come next. */
  private cover(offset: number, end: number, run: Run): void {
    const { settings } = this.context;
    // A file of which a long run was read is read in long runs.
    const long =
      run.length >= settings.streamAfterBytes ||
      this.runs.some(({ length }) => length >= settings.maxLeadBytes);
    const lead = Math.min(
      Math.max(run.length * settings.leadShare, settings.minLeadBytes),
      settings.maxLeadBytes,
    );
    const needed = long ? Math.min(end + Math.min(4 * run.length, settings.askAheadBytes), this.size) : end;
    for (let at = offset; at < needed; ) {
      let fetch = this.fetchAt(at);
      if (fetch && at > fetch.reach + settings.minLeadBytes) {
        // Too far ahead in a stream to be waited for: it keeps what lies before.
        fetch.shrink(at);
        fetch = undefined;
      }
      if (!fetch) {
        const next = this.nextStart(at);
        fetch = long
          ? this.stream(at, next, Math.max(end, at) + lead)
          : this.fetch(at, Math.min(Math.max(end, at + settings.windowBytes), next));
      }
      if (long) fetch.want(end + lead);
      fetch.lastUsed = ++this.clock;
      at = fetch.end;
    }
  }

  /** Begins a stream, and ends those left over. None that the read under way needs is among them. */
  private stream(start: number, end: number, wanted: number): RangeFetch {
    const { openStreams, maxLeadBytes } = this.context.settings;
    const open = this.fetches.filter((fetch) => !fetch.done && fetch.end - fetch.store.end > maxLeadBytes);
    open.sort((a, b) => b.lastUsed - a.lastUsed);
    for (const fetch of open.slice(openStreams - 1)) {
      if (fetch.lastUsed <= this.readBegan) fetch.stop();
    }
    return this.fetch(start, end, wanted);
  }

  /** Fetches what of the index of an MP4 is neither in the head nor in the tail, before MediaInfo has found that out. */
  private lookForIndex(): void {
    const { head, tail } = this;
    const { windowBytes, cacheBytes, openHead } = this.context.settings;
    const index = head && tail && indexOf(head.store.copy(windowBytes), this.size);
    if (!index) return;
    const behindMedia = index.end === this.size;
    const start = behindMedia ? index.start : head.end;
    const end = Math.min(index.end, tail.store.start);
    if (start < head.store.end || start >= end || end - start > cacheBytes / 2) return;
    if (behindMedia && openHead) head.shrink(start);
    if (!this.fetchAt(start)) this.fetch(start, end);
  }

  /** Fetches side by side what MediaInfo will seek to one by one. */
  private lookAhead(offset: number): void {
    const { headBytes, windowBytes, placesAhead } = this.context.settings;
    if (!this.places && this.head && this.tail?.done) {
      const head = this.head.store.copy(headBytes);
      this.places = fragmentPlaces(head, this.tail.store.copy(), this.size);
    }
    let pending = this.fetches.filter((fetch) => !fetch.done).length;
    for (const place of this.placesFrom(offset)) {
      if (pending >= placesAhead) break;
      if (this.fetchAt(place)) continue;
      this.fetch(place, Math.min(place + windowBytes, this.nextStart(place)));
      pending += 1;
    }
  }

  /** The places behind the one that is being read. None when they lie so close together that a run covers them. */
  private placesFrom(offset: number): number[] {
    const places = this.places ?? [];
    const next = places.findIndex((place) => place > offset);
    const current = places[next - 1];
    const { windowBytes } = this.context.settings;
    if (current === undefined || offset - current > windowBytes) return [];
    return places[next]! - current > 2 * windowBytes ? places.slice(next) : [];
  }

  private fetch(start: number, end: number, wanted = end, first?: Promise<Answer>): RangeFetch {
    const fetch = new RangeFetch(this.context, start, end, wanted, first);
    fetch.lastUsed = ++this.clock;
    this.fetches.push(fetch);
    return fetch;
  }

  private fetchAt(offset: number): RangeFetch | undefined {
    return this.fetches.find((fetch) => offset >= fetch.store.start && offset < fetch.end);
  }

  private nextStart(offset: number): number {
    return this.fetches.reduce(
      (next, { store }) => (store.start > offset ? Math.min(next, store.start) : next),
      this.size,
    );
  }

  /** Keeps memory bounded: what lies behind the runs goes first, then what was not used for longest. */
  private letGo(): void {
    const { cacheBytes, minLeadBytes, openHead } = this.context.settings;
    let held = this.fetches.reduce((sum, { store }) => sum + store.bytes, 0);
    if (held <= cacheBytes) return;
    const oldestFirst = this.fetches
      .filter((fetch) => fetch !== this.tail && (fetch !== this.head || openHead))
      .sort((a, b) => a.lastUsed - b.lastUsed);
    for (const fetch of oldestFirst) {
      const before = fetch.store.bytes;
      const reading = this.runs.find((run) => run.end > fetch.store.start && run.end <= fetch.store.end);
      fetch.store.trim(reading ? reading.end - minLeadBytes : fetch.done ? fetch.end : fetch.store.start);
      held -= before - fetch.store.bytes;
      if (held <= cacheBytes) break;
    }
    this.fetches = this.fetches.filter((fetch) => !fetch.done || fetch.store.bytes > 0);
  }
}
