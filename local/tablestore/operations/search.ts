import { parameterInvalid } from '../errors';
import { decodeMessage, encodeMessage } from '../messages';
import { aggregate } from '../search/aggregations';
import { selectColumns } from '../search/columns';
import { notOffered } from '../search/fields';
import { groupBy } from '../search/group-by';
import { decodeToken, encodeToken } from '../search/page-token';
import { compileQuery } from '../search/queries';
import type { SearchIndex } from '../search/search-index';
import type { QueryMessage, SearchQueryMessage, SearchRequest, SortMessage } from '../search/search-types';
import { type Hit, Order, type Position } from '../search/sorting';
import type { Operation } from './call';
import { readCost } from './capacity';

/** Rows per page: more where the index alone answers. */
const MAX_LIMIT = 100;
const MAX_LIMIT_FROM_INDEX = 1000;
const DEFAULT_LIMIT = 10;

/** How deep offset and limit may reach; beyond it only a token goes on. */
const MAX_DEPTH = 100_000;

/** Told as the total when nobody asked for it. */
const UNCOUNTED = -1;

export const search: Operation = ({ instance, body, authorize }) => {
  const request = decodeMessage<SearchRequest>('search', 'SearchRequest', body);
  authorize(request.tableName);
  const index = instance.index(request.tableName, request.indexName);
  const query = decodeMessage<SearchQueryMessage>('search', 'SearchQuery', request.searchQuery);
  if (query.collapse) throw notOffered('Collapse');
  if (query.highlight) throw notOffered('Highlight');
  const columns = selectColumns(request.columnsToGet, index);
  const { offset, limit } = checkPage(query, columns.fromIndex);
  const token = query.token?.length ? decodeToken(query.token) : undefined;
  const sort = token ? token.sort : (query.sort ?? defaultSort(index));
  const order = Order.of(sort?.sorter ?? [], index.fields);

  const hits = findHits(index, query.query);
  const page = sortHits(hits, order, token?.after).slice(offset, offset + limit + 1);
  const more = page.length > limit && limit > 0;
  const shown = page.slice(0, limit);
  const last = shown.at(-1);
  const found = shown.flatMap(({ hit }) => {
    const row = columns.write(hit.document);
    return row ? [{ row, score: hit.score }] : [];
  });
  const documents = hits.map((hit) => hit.document);
  return encodeMessage('search', 'SearchResponse', {
    totalHits: query.getTotalCount ? hits.length : UNCOUNTED,
    isAllSucceeded: true,
    rows: found.map(({ row }) => row),
    searchHits: found.map(({ score }) => ({ score })),
    ...(more && last ? { nextToken: encodeToken({ ...(sort ? { sort } : {}), after: last.position }) } : {}),
    ...(query.aggs?.aggs.length
      ? {
          aggs: encodeMessage(
            'search',
            'AggregationsResult',
            aggregate(query.aggs.aggs, documents, index.fields),
          ),
        }
      : {}),
    ...(query.groupBys?.groupBys.length
      ? {
          groupBys: encodeMessage(
            'search',
            'GroupBysResult',
            groupBy(query.groupBys.groupBys, documents, index.fields),
          ),
        }
      : {}),
    consumed: readCost(found.reduce((sum, { row }) => sum + row.length, 0)),
  });
};

function checkPage(query: SearchQueryMessage, fromIndex: boolean): { offset: number; limit: number } {
  const { offset = 0, limit = DEFAULT_LIMIT } = query;
  const most = fromIndex ? MAX_LIMIT_FROM_INDEX : MAX_LIMIT;
  if (limit < 0 || limit > most)
    throw parameterInvalid(`The limit must be in range: [0, ${most}], ${limit} given.`);
  if (offset < 0 || offset + limit > MAX_DEPTH) {
    throw parameterInvalid(`offset + limit must be in range: [0, ${MAX_DEPTH}], ${offset + limit} given.`);
  }
  return { offset, limit };
}

/** The order that the index was declared with; otherwise that of the primary key. */
function defaultSort(index: SearchIndex): SortMessage | undefined {
  const { sort } = index.definition;
  if (!sort?.length) return undefined;
  const keyNames = index.table.keyNames;
  return {
    sorter: sort.map(({ name, order }) =>
      keyNames.includes(name) && !index.fields.has(name)
        ? { pkSort: { order: order === 'DESC' ? 1 : 0 } }
        : { fieldSort: { fieldName: name, order: order === 'DESC' ? 1 : 0 } },
    ),
  };
}

function findHits(index: SearchIndex, query: QueryMessage | undefined): Hit[] {
  const matcher = compileQuery(query, index.fields);
  const hits: Hit[] = [];
  for (const document of index.visible()) {
    const score = matcher(document);
    if (score !== undefined) hits.push({ document, score });
  }
  return hits;
}

function sortHits(
  hits: Hit[],
  order: Order,
  after: Position | undefined,
): { hit: Hit; position: Position }[] {
  const placed = hits.map((hit) => ({ hit, position: order.position(hit) }));
  const rest = after ? placed.filter(({ position }) => order.compare(position, after) > 0) : placed;
  return rest.sort((left, right) => order.compare(left.position, right.position));
}
