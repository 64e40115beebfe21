import { compareTexts } from '../compare-texts';
import { orderedBytes } from '../row-key';
import { Cursor } from './cursor';
import { pairsOfCluster } from './long-keys';
import type { Pair, Pairs, Range, Sources } from './sources';

/** Pairs of a page: as many as OSS lists at once. */
const PAGE = 1_000;

/** Most bytes of a character in UTF-8 for each UTF-16 code unit. */
const BYTES_PER_UNIT = 3;

/**
 * Merges the list of a bucket with the range of its rows: each object with its row, objects without one, and rows without an
 * object. Both streams are read once, a page ahead, and nothing else is kept in memory.
 *
 * The two have the same order but for long keys, whose rows have shortened keys with a hash at the end. Keys that have so
 * many first bytes in common (a cluster) stand together on both sides, and are paired among themselves.
 *
 * @param range `after` is an object's key, from `Pairs.after` of an earlier run
 * @param clusterSize see `pairsOfCluster`
 */
export async function* pairUp(
  sources: Sources,
  { prefix, after }: Range,
  clusterSize?: number,
): AsyncGenerator<Pairs> {
  const bytes = orderedBytes(sources.bucket);
  /** The cluster of a key; undefined for one that is too short to be in one. */
  const clusterOf = (key: string): string | undefined => {
    if (key.length * BYTES_PER_UNIT < bytes) return undefined;
    const encoded = Buffer.from(key);
    // Latin-1 has a character for each byte: a cluster may end inside of a character.
    return encoded.length < bytes ? undefined : encoded.toString('latin1', 0, bytes);
  };
  const objects = new Cursor(
    without(clusterOf(after), bytes, sources.objects({ prefix, after }), ({ key }) => key),
  );
  const rows = new Cursor(
    without(clusterOf(after), bytes, sources.rows({ prefix, after }), ({ rowKey }) => rowKey),
  );
  let [pairs, before, last]: [Pair[], string, string] = [[], after, after];
  try {
    for (;;) {
      if (objects.isEmpty) await objects.fill();
      if (rows.isEmpty) await rows.fill();
      const [object, row] = [objects.head, rows.head];
      if (!object && !row) break;
      const order = !object ? 1 : !row ? -1 : compareTexts(object.key, row.rowKey);
      const head = order <= 0 ? object!.key : row!.rowKey;
      const cluster = clusterOf(head);
      if (cluster === undefined) {
        pairs.push({
          key: head,
          ...(order <= 0 ? { object: object! } : {}),
          ...(order >= 0 ? { row: row! } : {}),
        });
        last = head;
        if (order <= 0) objects.advance();
        if (order >= 0) rows.advance();
        if (pairs.length < PAGE) continue;
      }
      if (pairs.length > 0) yield { pairs, before, after: last, inOrder: true };
      [pairs, before] = [[], last];
      if (cluster === undefined) continue;
      const isIn = (key: string): boolean => clusterOf(key) === cluster;
      for await (const page of pairsOfCluster(sources, prefix, { head, isIn, objects, rows }, clusterSize)) {
        yield { pairs: page.pairs, before, after: before, inOrder: false };
        if (compareTexts(page.last, last) > 0) last = page.last;
      }
      // Now all of it is done.
      yield { pairs: [], before, after: last, inOrder: false };
      before = last;
    }
    if (pairs.length > 0) yield { pairs, before, after: last, inOrder: true };
  } finally {
    await Promise.all([objects.close(), rows.close()]);
  }
}

/**
 * Pages without the items up to a cluster and in it: it was done as a whole, and a range can only begin at a character,
 * which may be before it.
 */
async function* without<Item>(
  cluster: string | undefined,
  bytes: number,
  pages: AsyncIterable<Item[]>,
  keyOf: (item: Item) => string,
): AsyncGenerator<Item[]> {
  for await (const page of pages) {
    yield cluster === undefined
      ? page
      : page.filter((item) => Buffer.from(keyOf(item)).toString('latin1', 0, bytes) > cluster);
  }
}
