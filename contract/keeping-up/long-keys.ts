import { createHash } from 'node:crypto';
import { compareTexts } from '../compare-texts';
import { cutAtCharacter, orderedBytes, rowKey } from '../row-key';
import type { Cursor } from './cursor';
import type { ListedObject, Pair, Sources, StoredRow } from './sources';

/**
 * Most objects and rows of a cluster that are in memory at the same time: 20 MB at 1 KB each. A folder whose name alone has
 * 900 bytes rarely holds more.
 */
const MOST_IN_MEMORY = 20_000;

interface Cluster {
  /** Key or row key of the first that belongs to it. */
  head: string;
  isIn(key: string): boolean;
  objects: Cursor<ListedObject>;
  rows: Cursor<StoredRow>;
}

/**
 * Pairs of keys that have the same long beginning, in no order. They are paired by their row keys in memory; when there
 * are too many, in several passes over this part of bucket and table, each with a share of the row keys.
 *
 * @param most objects and rows in memory. @default 20,000
 */
export async function* pairsOfCluster(
  sources: Sources,
  prefix: string,
  { head, isIn, objects, rows }: Cluster,
  most = MOST_IN_MEMORY,
): AsyncGenerator<{ pairs: Pair[]; last: string }> {
  const { bucket } = sources;
  const keyOf = ({ key }: ListedObject): string => rowKey({ bucket, key });
  const kept = new Pairing(keyOf);
  const [ofObjects, ofRows] = [
    await drain(
      objects,
      ({ key }) => isIn(key),
      (object) => kept.size < most && kept.addObject(object),
    ),
    await drain(
      rows,
      (row) => isIn(row.rowKey),
      (row) => kept.size < most && kept.addRow(row),
    ),
  ];
  const all = ofObjects + ofRows;
  if (all <= most) {
    yield kept.take();
    return;
  }
  // Half of what fits, since shares are not quite equal.
  const passes = Math.ceil((2 * all) / most);
  const beginning = cutAtCharacter(head, orderedBytes(bucket));
  const range = { prefix: longer(prefix, beginning), after: '' };
  for (let pass = 0; pass < passes; pass += 1) {
    const pairing = new Pairing(keyOf);
    const isTurn = (key: string): boolean => shareOf(key, passes) === pass;
    for await (const page of sources.objects(range)) {
      for (const object of page) if (isIn(object.key) && isTurn(keyOf(object))) pairing.addObject(object);
    }
    for await (const page of sources.rows(range)) {
      for (const row of page) if (isIn(row.rowKey) && isTurn(row.rowKey)) pairing.addRow(row);
    }
    yield pairing.take();
  }
}

/** Both prefixes hold for every key that is looked for, so one begins with the other. */
const longer = (a: string, b: string): string => (a.length > b.length ? a : b);

const shareOf = (key: string, shares: number): number =>
  createHash('sha256').update(key).digest().readUInt32BE() % shares;

/** Takes what belongs to the cluster off a cursor. @returns how much that was */
async function drain<Item>(
  cursor: Cursor<Item>,
  belongs: (item: Item) => boolean,
  take: (item: Item) => unknown,
): Promise<number> {
  for (let count = 0; ; count += 1) {
    if (cursor.isEmpty) await cursor.fill();
    const { head } = cursor;
    if (!head || !belongs(head)) return count;
    take(head);
    cursor.advance();
  }
}

class Pairing {
  private readonly pairs = new Map<string, Pair>();
  size = 0;

  constructor(private readonly keyOf: (object: ListedObject) => string) {}

  addObject(object: ListedObject): void {
    this.pairOf(this.keyOf(object), object.key).object = object;
  }

  addRow(row: StoredRow): void {
    this.pairOf(row.rowKey, row.key).row = row;
  }

  take(): { pairs: Pair[]; last: string } {
    const pairs = [...this.pairs.values()];
    const last = pairs.reduce((most, { key }) => (compareTexts(key, most) > 0 ? key : most), '');
    return { pairs, last };
  }

  private pairOf(name: string, key: string): Pair {
    this.size += 1;
    const known = this.pairs.get(name);
    if (known) return known;
    const pair = { key };
    this.pairs.set(name, pair);
    return pair;
  }
}
