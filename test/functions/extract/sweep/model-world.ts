import type { ListedObject, Range, Sources, StoredRow } from '../../../../contract/keeping-up/sources';
import type { LogLine } from '../../../../contract/log-fields';
import { SCHEMA_VERSION } from '../../../../contract/table';
import { RowChangedError } from '../../../../functions/extract/errors';
import type { FiringDependencies } from '../../../../functions/extract/sweep/run-slice';
import type { StateStore, StoredState } from '../../../../functions/extract/sweep/state-store';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** What each operation of a slice may do besides. */
export interface Fate {
  /** The instance is killed at this operation, counted from 0. */
  killAt?: number;
  /** Objects whose mending fails. */
  failing?: ReadonlySet<string>;
  /** Objects whose mending kills the instance. */
  deadly?: ReadonlySet<string>;
  /** Lists of the bucket fail. */
  noList?: boolean;
}

class Killed extends Error {}

/** Buckets, table and state in memory, with a clock. Mending an object makes its row that of the object as it is then. */
export class ModelWorld {
  readonly objects = new Map<string, string>();
  readonly rows = new Map<string, string>();
  readonly log: LogLine[] = [];
  /** Names of the operations, of all slices. */
  readonly operations: string[] = [];
  now = Date.UTC(2026, 0, 1);
  /** Milliseconds that each operation takes. */
  pace = 100;
  /** Objects and rows of each page of a list. */
  pageSize = 3;
  mendingNow = 0;
  mostMendingAtOnce = 0;
  private stored: StoredState = { state: undefined, row: undefined };
  private writes = 0;

  constructor(readonly buckets: string[] = ['films']) {}

  get state() {
    return this.stored.state;
  }

  put(key: string, etag: string, bucket = this.buckets[0]!): void {
    this.objects.set(`${bucket}/${key}`, etag);
  }

  row(key: string, etag: string, bucket = this.buckets[0]!): void {
    this.rows.set(`${bucket}/${key}`, etag);
  }

  /** Keys whose row is not that of their object. */
  wrong(): string[] {
    const names = new Set([...this.objects.keys(), ...this.rows.keys()]);
    return [...names].filter((name) => this.objects.get(name) !== this.rows.get(name)).sort();
  }

  /** A slice that begins now. @param seconds that it may take */
  slice(fate: Fate = {}, seconds = 240, change: Partial<FiringDependencies> = {}): FiringDependencies {
    let count = 0;
    let requests = 0;
    let isKilled = false;
    let mending = 0;
    /** Nothing of it happens any more. */
    const kill = (): never => {
      isKilled = true;
      this.mendingNow -= mending;
      mending = 0;
      throw new Killed();
    };
    const step = (name: string): void => {
      if (isKilled || count++ === fate.killAt) kill();
      this.operations.push(name);
      this.now += this.pace;
    };
    return {
      store: this.store(step, () => {
        requests += 1;
      }),
      buckets: this.buckets.map((name) => ({ name, prefix: '', suffix: '' })),
      sources: (bucket) =>
        this.sources(bucket, step, fate, () => {
          requests += 1;
        }),
      judge: {},
      mend: async ({ bucket, key }) => {
        step(`mend ${bucket}/${key}`);
        if (fate.deadly?.has(key)) kill();
        mending += 1;
        this.mendingNow += 1;
        this.mostMendingAtOnce = Math.max(this.mostMendingAtOnce, this.mendingNow);
        await new Promise(setImmediate);
        if (isKilled) throw new Killed();
        mending -= 1;
        this.mendingNow -= 1;
        if (fate.failing?.has(key)) return false;
        const etag = this.objects.get(`${bucket}/${key}`);
        if (etag === undefined) this.rows.delete(`${bucket}/${key}`);
        else this.rows.set(`${bucket}/${key}`, etag);
        return true;
      },
      now: () => this.now,
      end: this.now + seconds * 1_000,
      mostRequests: 10_000,
      requests: () => requests,
      atOnce: 4,
      period: DAY,
      interval: 10 * MINUTE,
      lease: 630_000,
      safeMessage: (error) => (error as Error).message,
      log: (line) => void this.log.push(line),
      ...change,
    };
  }

  /** To the next firing of the timer. */
  wait(minutes = 10): void {
    this.now += minutes * MINUTE;
  }

  private store(step: (name: string) => void, onRequest: () => void): StateStore {
    return {
      read: async () => {
        onRequest();
        step('read state');
        return this.stored;
      },
      write: async (state, before) => {
        onRequest();
        step('write state');
        await Promise.resolve();
        if (before.row?.revision !== this.stored.row?.revision) throw new RowChangedError('changed');
        this.writes += 1;
        this.stored = { state: structuredClone(state), row: { revision: `r${this.writes}` } };
        return this.stored;
      },
    };
  }

  private sources(bucket: string, step: (name: string) => void, fate: Fate, onRequest: () => void): Sources {
    const keysOf = (all: Map<string, string>, { prefix, after }: Range): string[] =>
      [...all.keys()]
        .filter((name) => name.startsWith(`${bucket}/`))
        .map((name) => name.slice(bucket.length + 1))
        .filter((key) => key.startsWith(prefix) && byBytes(key, after) > 0)
        .sort(byBytes);
    // As it is when each page is asked for.
    const pages = async function* <Item>(
      name: string,
      keys: (range: Range) => string[],
      { prefix, after }: Range,
      size: number,
      item: (key: string) => Item,
    ): AsyncGenerator<Item[]> {
      for (let from = after; ; ) {
        onRequest();
        step(name);
        if (fate.noList) throw new Error('OSS answered 503.');
        const page = keys({ prefix, after: from }).slice(0, size);
        if (page.length === 0) return;
        yield page.map(item);
        from = page.at(-1)!;
      }
    };
    return {
      bucket,
      objects: (range) =>
        pages(
          'list',
          (rest) => keysOf(this.objects, rest),
          range,
          this.pageSize,
          (key) => objectOf(key, this.objects.get(`${bucket}/${key}`)!),
        ),
      rows: (range) =>
        pages(
          'range',
          (rest) => keysOf(this.rows, rest),
          range,
          this.pageSize + 1,
          (key) => rowOf(key, this.rows.get(`${bucket}/${key}`)!),
        ),
    };
  }
}

const LAST_MODIFIED = '2026-01-01T00:00:00.000Z';

const objectOf = (key: string, etag: string): ListedObject => ({
  key,
  etag,
  size: 1,
  lastModified: LAST_MODIFIED,
});

const rowOf = (key: string, etag: string): StoredRow => ({
  key,
  rowKey: key,
  state: { etag, size: 1, lastModified: LAST_MODIFIED, status: 'DESCRIBED', schemaVersion: SCHEMA_VERSION },
});
