import { type Difference, differenceOf } from '../../../contract/keeping-up/difference';
import { pairUp } from '../../../contract/keeping-up/pair-up';
import type { Pair, Pairs, Sources } from '../../../contract/keeping-up/sources';
import type { DescribedWith } from '../../../contract/row-verdict';
import type { SweepFigures, SweepPosition, SweepState } from '../../../contract/sweep';
import type { Log } from '../log';
import { sideBySide } from '../side-by-side';
import { partsOf } from './parts';
import type { StateStore, StoredState } from './state-store';

/** A bucket, and which of its keys get rows. */
export interface SweptBucket {
  name: string;
  /** Only keys that begin with this are compared. */
  prefix: string;
  /** An object without a row whose key does not end with this needs none. */
  suffix: string;
}

export type Why = Difference | 'linked';

export interface SliceDependencies {
  store: StateStore;
  /** In the order in which they are swept; at least one. */
  buckets: readonly SweptBucket[];
  sources(bucket: string): Sources;
  judge: DescribedWith;
  /** Makes the row of one object right. Never throws. @returns false when that failed */
  mend(object: { bucket: string; key: string; size?: number }, why: Why): Promise<boolean>;
  /** Epoch milliseconds. */
  now(): number;
  /** Epoch milliseconds. After this, nothing new is begun. */
  end: number;
  /** So many requests to list bucket and table end the slice. */
  mostRequests: number;
  /** How many were made. */
  requests(): number;
  /** Objects at a time. */
  atOnce: number;
  log: Log;
}

/** The position is written down when it moved and so many milliseconds have passed, and after every page with differences. */
const CHECKPOINT_MS = 15_000;

/** Slices that may end at the same position before the object there is passed over. */
export const MOST_TRIES = 3;

/** One slice of a sweep, from its lease to the end of its time or of the sweep. */
export class Slice {
  private position: SweepPosition;
  private readonly figures: SweepFigures;
  private saved: number;
  private savedRequests = 0;
  private hasMoved = false;
  private hasFailed = false;
  /** After a slice that failed or was killed at its position, one object at a time, and each is written down. */
  private readonly isCareful: boolean;
  /** After several of these, what fails is passed over. */
  private readonly isLenient: boolean;
  private skipsFirst: boolean;

  /** @param wasKilled whether the slice before this one did not end by itself */
  constructor(
    private stored: StoredState & { state: SweepState & { position: SweepPosition } },
    wasKilled: boolean,
    private readonly dependencies: SliceDependencies,
  ) {
    const { state } = stored;
    this.position = state.position;
    this.figures = { ...state.figures };
    this.saved = dependencies.now();
    this.isCareful = state.tries > 0;
    this.isLenient = state.tries >= MOST_TRIES;
    this.skipsFirst = this.isLenient && wasKilled;
  }

  /**
   * @returns the state to be left behind: with a position to go on from, or without one at the end of the sweep
   * @throws RowChangedError when another slice has the lease
   * @throws PlatformError when bucket or table cannot be listed; `left` tells the state then, too
   */
  async run(): Promise<SweepState> {
    const { buckets } = this.dependencies;
    for (;;) {
      const at = buckets.findIndex(({ name }) => name === this.position.bucket);
      if (!(await this.sweepBucket(buckets[at]!))) return this.left();
      const next = buckets[at + 1];
      if (!next) return { ...this.left(), position: undefined, tries: 0 };
      this.move({ bucket: next.name, after: '' });
    }
  }

  /** What is written down at the end, however that came. */
  left(): SweepState {
    const { state } = this.stored;
    const { tries } = state;
    const failed = this.hasMoved ? 1 : tries + 1;
    const unharmed = this.hasMoved ? 0 : tries;
    return { ...this.present(), tries: this.hasFailed ? failed : unharmed, lease: undefined };
  }

  /** What the next write of the state depends on. */
  get last(): StoredState {
    return this.stored;
  }

  /** @returns false when the slice is over before the bucket is */
  private async sweepBucket(bucket: SweptBucket): Promise<boolean> {
    const sources = this.dependencies.sources(bucket.name);
    const { prefix } = bucket;
    for await (const page of pairUp(sources, { prefix, after: this.position.after })) {
      for (const part of partsOf(
        page,
        this.isCareful,
        (pair) => this.differenceOf(pair, bucket) !== undefined,
      )) {
        if (!(await this.sweepPart(part, bucket))) return false;
      }
      if (this.isOver()) return false;
    }
    return true;
  }

  private differenceOf(pair: Pair, { suffix }: SweptBucket): Why | undefined {
    if (!pair.row && !pair.key.endsWith(suffix)) return undefined;
    return differenceOf(pair, this.dependencies.judge);
  }

  /** @returns false when not all of it is done */
  private async sweepPart({ pairs, inOrder, before, after }: Pairs, bucket: SweptBucket): Promise<boolean> {
    const different = pairs.flatMap((pair) => {
      const why = this.differenceOf(pair, bucket);
      return why ? [{ pair, why }] : [];
    });
    const open = await this.mendAll(bucket.name, different);
    const first = pairs.findIndex((pair) => open.has(pair));
    const done = first < 0 ? pairs : inOrder ? pairs.slice(0, first) : [];
    this.figures.objects += done.filter(({ object }) => object).length;
    this.figures.rows += done.filter(({ row }) => row).length;
    this.move({ bucket: bucket.name, after: first < 0 ? after : (done.at(-1)?.key ?? before) });
    if (first >= 0) return false;
    await this.checkpoint(different.length > 0);
    return true;
  }

  /** @returns those that are not done, as the slice is over */
  private async mendAll(bucket: string, different: { pair: Pair; why: Why }[]): Promise<Set<Pair>> {
    const { mend, atOnce, log } = this.dependencies;
    const open = new Set<Pair>();
    await sideBySide(different, this.isCareful ? 1 : atOnce, async ({ pair, why }) => {
      const { key, object } = pair;
      if (this.isOver() || this.hasFailed) {
        open.add(pair);
        return;
      }
      const isSkipped = this.skipsFirst;
      this.skipsFirst = false;
      if (!isSkipped && (await mend({ bucket, key, size: object?.size }, why))) {
        this.figures[why] += 1;
      } else if (this.isLenient) {
        this.figures.passedOver += 1;
        const reason = isSkipped
          ? `${MOST_TRIES} slices of the sweep were killed while they worked on it.`
          : `It failed in ${MOST_TRIES} slices of the sweep.`;
        log({ level: 'error', message: 'sweep passed over', bucket, key, reason });
      } else {
        this.hasFailed = true;
        open.add(pair);
      }
    });
    return open;
  }

  private isOver(): boolean {
    const { now, end, requests, mostRequests } = this.dependencies;
    return now() >= end || requests() >= mostRequests;
  }

  private move(position: SweepPosition): void {
    const { bucket, after } = this.position;
    if (position.bucket === bucket && position.after === after) return;
    this.position = position;
    this.hasMoved = true;
  }

  private present(): SweepState {
    const { requests } = this.dependencies;
    this.figures.listRequests += requests() - this.savedRequests;
    this.savedRequests = requests();
    return { ...this.stored.state, position: this.position, figures: { ...this.figures } };
  }

  private async checkpoint(isDue: boolean): Promise<void> {
    const { now, store } = this.dependencies;
    if (!this.hasMoved || !(isDue || now() - this.saved >= CHECKPOINT_MS)) return;
    const state = { ...this.present(), position: this.position, tries: 0 };
    this.stored = { ...(await store.write(state, this.stored)), state };
    this.saved = now();
  }
}
