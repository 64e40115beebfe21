import type { Pair, Pairs } from '../../../contract/keeping-up/sources';

/**
 * A page in parts, each of which can be called done: as it is, or split behind each different pair. A page without an
 * order cannot be split.
 */
export function* partsOf(
  page: Pairs,
  isSplit: boolean,
  isDifferent: (pair: Pair) => boolean,
): Generator<Pairs> {
  if (!isSplit || !page.inOrder) {
    yield page;
    return;
  }
  let before = page.before;
  let pairs: Pair[] = [];
  for (const pair of page.pairs) {
    pairs.push(pair);
    if (!isDifferent(pair)) continue;
    yield { pairs, before, after: pair.key, inOrder: true };
    [pairs, before] = [[], pair.key];
  }
  yield { pairs, before, after: page.after, inOrder: true };
}
