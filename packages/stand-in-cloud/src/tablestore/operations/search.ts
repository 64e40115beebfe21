import { limits } from 'ros-template-check';
import { parameterInvalid } from '../errors';
import { decodeMessage, encodeMessage } from '../messages';
import { aggregate } from '../search/aggregations';
import { selectColumns } from '../search/columns';
import { notOffered } from '../search/fields';
import { groupBy } from '../search/group-by';
import { scoreOfHit } from '../search/hits';
import { indexSort } from '../search/index-definition';
import { decodeToken, encodeToken } from '../search/page-token';
import type { SearchIndex } from '../search/search-index';
import type { SearchQueryMessage, SearchRequest, SortMessage } from '../search/search-types';
import { Order, sorterMessage } from '../search/sorting';
import type { TablestoreOperation } from './call';
import { readCost } from './capacity';

const { SEARCH_ROWS, SEARCH_ROWS_FROM_INDEX } = limits.tablestore;
const DEFAULT_LIMIT = 10;

/** Largest sum of offset and limit; further rows need a token. */
const MAX_DEPTH = 100_000;

/** The total in the answer when it was not asked for. */
const UNCOUNTED = -1;

export const search: TablestoreOperation = ({ instance, body, authorize }) => {
  const request = decodeMessage<SearchRequest>('search', 'SearchRequest', body);
  authorize(request.tableName);
  const index = instance.index(request.tableName, request.indexName);
  const query = decodeMessage<SearchQueryMessage>('search', 'SearchQuery', request.searchQuery);
  if (query.collapse) throw notOffered('Collapse');
  if (query.highlight) throw notOffered('Highlight');
  const columns = selectColumns(request.columnsToGet, index);
  const { offset, limit } = checkPage(query, columns.fromIndex);
  const token = query.token?.length ? decodeToken(query.token) : undefined;
  const sort = token ? token.sort : query.sort?.sorter.length ? query.sort : defaultSort(index);
  const hits = index.hits(query.query);
  const order = new Order(sort?.sorter ?? [], hits, index);
  const page = limit > 0 ? order.first(offset + limit + 1, token?.after).slice(offset) : [];
  const more = page.length > limit;
  const shown = page.slice(0, limit);
  const last = shown.at(-1);
  const found = shown.flatMap((slot) => {
    const row = columns.write(index.rows.row(slot)!);
    return row ? [{ row, score: scoreOfHit(hits.query, slot, index.rows) }] : [];
  });
  return encodeMessage('search', 'SearchResponse', {
    totalHits: query.getTotalCount ? hits.slots.length : UNCOUNTED,
    isAllSucceeded: true,
    rows: found.map(({ row }) => row),
    searchHits: found.map(({ score }) => ({ score })),
    // A page that is sorted by nothing has no next one.
    ...(more && last !== undefined && sort
      ? { nextToken: encodeToken({ sort, after: order.position(last) }) }
      : {}),
    ...(query.aggs?.aggs.length
      ? {
          aggs: encodeMessage(
            'search',
            'AggregationsResult',
            aggregate(query.aggs.aggs, hits.slots, index.rows),
          ),
        }
      : {}),
    ...(query.groupBys?.groupBys.length
      ? {
          groupBys: encodeMessage(
            'search',
            'GroupBysResult',
            groupBy(query.groupBys.groupBys, hits.slots, index.rows),
          ),
        }
      : {}),
    consumed: readCost(found.reduce((sum, { row }) => sum + row.length, 0)),
  });
};

function checkPage(query: SearchQueryMessage, fromIndex: boolean): { offset: number; limit: number } {
  const { offset = 0, limit = DEFAULT_LIMIT } = query;
  const most = fromIndex ? SEARCH_ROWS_FROM_INDEX : SEARCH_ROWS;
  if (limit < 0 || limit > most)
    throw parameterInvalid(`The limit must be in range: [0, ${most}], ${limit} given.`);
  if (offset < 0 || offset + limit > MAX_DEPTH) {
    throw parameterInvalid(`offset + limit must be in range: [0, ${MAX_DEPTH}], ${offset + limit} given.`);
  }
  return { offset, limit };
}

/** The order of the index; undefined for one that has none, whose rows come in the order of the primary key here. */
function defaultSort(index: SearchIndex): SortMessage | undefined {
  const keyNames = index.table.keyNames;
  const sorter = indexSort(index.definition)?.map((one) =>
    one.name !== undefined && keyNames.includes(one.name) && !index.fields.has(one.name)
      ? sorterMessage({ order: one.order })
      : sorterMessage(one),
  );
  return sorter && { sorter };
}
