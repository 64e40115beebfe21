import { giveBack, lend } from '../scratch';
import { BLOCK_BYTES, type Span } from './block-file';
import { fragmentPlaces, indexOf, mayListFragments } from './mp4-places';
import type { Answer } from './origin';
import { idleMilliseconds, Pace } from './pace';
import { headAndTail } from './plan/head-and-tail';
import { letGo } from './plan/let-go';
import { fetchIndex } from './plan/look-ahead';
import type { Action, ByteRange, PlanState } from './plan/plan-state';
import { rangeAt } from './plan/ranges';
import { runAt, withAnswer } from './plan/runs';
import { type FetchContext, RangeFetch } from './range-fetch';
import { planRead } from './read-plan';

/** Bytes kept of the beginning of an object, which tells how long the object must be (`endsOf`). */
const BEGINNING = 64 * 1024;

/** The last box of a file with a list of fragments has so many bytes. */
const LIST_END = 16;

interface ReaderState extends PlanState<RangeFetch> {
  fetches: RangeFetch[];
  head?: RangeFetch;
  tail?: RangeFetch;
  runs: PlanState['runs'];
  places?: number[];
  isSlow: boolean;
}

/**
 * Gives the bytes of one version of an object, in any order. Each byte is fetched once, and memory does not grow with the
 * object. What is fetched for a read is decided by `planRead`; this class does what the plan says.
 */
export class ObjectReader {
  private readonly state: ReaderState;
  private readonly pace: Pace;
  /** The first bytes of the object, once they were let go. */
  private beginning: Buffer = Buffer.alloc(0);
  /** How often a fetch was used so far. */
  private uses = 0;
  /** How many reads wait for their bytes. */
  private reading = 0;

  /**
   * @param head answer to the request for the first bytes, which was sent before anything was known of the object
   * @param tail answer to the request for the last bytes. Both are undefined where they are not needed
   */
  constructor(
    private readonly context: FetchContext,
    head: Promise<Answer> | undefined,
    tail: Promise<Answer> | undefined,
  ) {
    const { settings, version } = context;
    this.state = {
      size: version.size,
      settings,
      blockBytes: BLOCK_BYTES,
      fetches: [],
      runs: [],
      isSlow: false,
    };
    this.pace = new Pace(settings);
    const first = headAndTail(version.size, settings);
    if (head) this.state.head = this.begin(first.head, first.head.wanted, head);
    if (tail) this.state.tail = this.begin(first.tail, first.tail.wanted, tail);
    if (head && tail) this.fetchIndexEarly(this.state.head!, first.head.wanted);
  }

  get size(): number {
    return this.state.size;
  }

  /**
   * Where the bytes from `offset` on lie in the file of received bytes. There may be fewer than `length`, then the next
   * read asks for the others, or more, if they are here already. At the end of the object there are none. The bytes stay
   * there until the next read or the end.
   */
  async read(offset: number, length: number): Promise<Span> {
    const end = Math.min(offset + length, this.size);
    if (offset >= end) return { place: 0, bytes: 0 };
    if (this.reading === 0) this.carryOut(letGo(this.state));
    this.reading += 1;
    try {
      return await this.readRange({ start: offset, end });
    } finally {
      this.reading -= 1;
    }
  }

  /** A copy of bytes that have been received already and are still here; nothing is fetched for it. The first are always. */
  ifHere({ start, end }: ByteRange): Buffer | undefined {
    if (end <= this.beginning.length) return this.beginning.subarray(start, end);
    const fetch = rangeAt(this.state.fetches, start);
    return fetch?.store.holds(start, end) ? fetch.store.copy(start, end) : undefined;
  }

  /** Ends every fetch. */
  close(): void {
    for (const fetch of this.state.fetches) fetch.dispose();
  }

  private async readRange(read: ByteRange): Promise<Span> {
    const { state } = this;
    if (!state.places && !runAt(state.runs, read.start)) this.findPlaces();
    const { runs, actions, answer } = planRead(state, read);
    state.runs = runs;
    this.carryOut(actions);
    const fetch = rangeAt(state.fetches, read.start);
    if (!fetch) throw new Error(`No fetch was planned for byte ${read.start}.`);
    fetch.lastUsed = ++this.uses;
    const idleBefore = idleMilliseconds();
    await fetch.until(Math.min(fetch.end, answer.waitFor));
    state.isSlow = this.pace.after(runs[0], idleMilliseconds() - idleBefore);
    const span = fetch.store.span(read.start, Math.min(fetch.reached, answer.giveUpTo));
    state.runs = withAnswer(state.runs, runs[0], read.start + span.bytes);
    return span;
  }

  private carryOut(actions: readonly Action<RangeFetch>[]): void {
    for (const action of actions) {
      switch (action.do) {
        case 'begin':
          this.begin(action, action.wanted);
          break;
        case 'use':
          if (action.upTo !== undefined) action.fetch.want(action.upTo);
          action.fetch.lastUsed = ++this.uses;
          break;
        case 'shrink':
          action.fetch.shrink(action.end);
          break;
        case 'stop':
          action.fetch.stop();
          break;
        case 'trim':
          if (action.fetch === this.state.head) this.keepBeginning(action.fetch);
          action.fetch.store.trim(action.below);
          break;
        case 'drop':
          this.state.fetches.splice(this.state.fetches.indexOf(action.fetch), 1);
          break;
      }
    }
  }

  private keepBeginning({ store }: RangeFetch): void {
    if (store.start === 0) this.beginning = store.copy(0, Math.min(BEGINNING, store.end));
  }

  private begin({ start, end }: ByteRange, wanted: number, first?: Promise<Answer>): RangeFetch {
    const fetch = new RangeFetch(this.context, start, end, wanted, first);
    fetch.lastUsed = ++this.uses;
    this.state.fetches.push(fetch);
    return fetch;
  }

  /** Fetches the index of an MP4 as soon as the first window of its head tells where that is. */
  private fetchIndexEarly(head: RangeFetch, headEnd: number): void {
    const { windowBytes } = this.context.settings;
    const look = (): void => {
      const bytes = Math.min(windowBytes, head.reached);
      const memory = lend(bytes);
      const index = indexOf(head.store.copy(0, bytes, memory), this.size);
      giveBack(memory);
      if (index) this.carryOut(fetchIndex(this.state, index));
    };
    // If the head cannot be fetched, the read that needs it fails and says why.
    head
      .until(Math.min(windowBytes, headEnd))
      .then(look)
      .catch(() => {});
  }

  /** Looks once in the head and the tail, when the tail is here, for the list of an MP4's fragments. */
  private findPlaces(): void {
    const { head, tail } = this.state;
    if (!head || !tail?.done) return;
    this.state.places = [];
    const headEnd = Math.min(this.context.settings.headBytes, head.reached);
    const firstEnd = Math.min(this.context.settings.windowBytes, headEnd);
    if (!head.store.holds(0, headEnd)) return;
    const memory = lend(headEnd + tail.reached - tail.start);
    try {
      const lastStart = Math.max(tail.start, tail.reached - LIST_END);
      const last = tail.store.copy(lastStart, tail.reached, memory.subarray(headEnd));
      if (!mayListFragments(head.store.copy(0, firstEnd, memory), headEnd, last)) return;
      const first = head.store.copy(0, headEnd, memory);
      const all = tail.store.copy(tail.start, tail.reached, memory.subarray(headEnd));
      this.state.places = fragmentPlaces(first, all, this.size);
    } finally {
      giveBack(memory);
    }
  }
}
