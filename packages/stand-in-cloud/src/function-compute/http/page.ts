import { type FcResponse, json } from './messages';

/** Items in a page of a list. */
const PAGE = { default: 20, max: 100 };

/** A page of a list in the order of names; the query says where it begins and how long it is. */
export function page<T>(
  key: string,
  items: T[],
  view: (item: T) => object,
  query: URLSearchParams,
  nameOf: (item: T) => string,
): FcResponse {
  const limit = Math.min(Number(query.get('limit') ?? PAGE.default) || PAGE.default, PAGE.max);
  const start = query.get('nextToken') ?? query.get('startKey') ?? '';
  const prefix = query.get('prefix') ?? '';
  const matching = items
    .filter((item) => nameOf(item).startsWith(prefix) && nameOf(item) >= start)
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const next = matching[limit];
  return json({
    [key]: matching.slice(0, limit).map(view),
    nextToken: next === undefined ? null : nameOf(next),
  });
}
