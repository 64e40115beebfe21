import * as TableStore from 'tablestore';
import { columnNamed, isSearchable } from '../../contract/query/columns';
import { ServiceError } from '../program/errors';
import { type FoundRow, toFoundRow } from './found-row';

/**
 * Most rows in one response: when the index alone has all columns, when the table must be read, and in a
 * scan.
 */
const PAGE_SIZES = { index: 1_000, table: 100, scan: 2_000 };
/**
 * Seconds between two requests of a scan after which it ends. It is long, because the reader of our output
 * may be slow.
 */
const SCAN_ALIVE = 300;
/** The SDK's default is 10 s. Statistics over millions of rows take longer. 30 s is the service's limit. */
const TIMEOUT_MS = 30_000;

/** A column to sort by. The first one is the most important. */
export interface SortKey {
  column: string;
  descending: boolean;
}

export interface FindOptions {
  query: TableStore.SearchQuery;
  /**
   * Rows with equal values are in the order of the primary key; so are all rows when the list is empty.
   * `none` is the fastest way to read everything.
   */
  sort: SortKey[] | 'none';
  /** @default all columns of the index */
  columns?: string[];
  /** @default no limit */
  limit?: number;
}

/** Sums over the rows of a group. */
export interface Totals {
  objects: number;
  durationMs: number;
  bytes: number;
}
export interface Group extends Totals {
  value: string;
}

/** What is summed for each group. */
const SUMS: TableStore.Aggregation[] = [
  { name: 'durationMs', type: TableStore.AggregationType.AGG_SUM, body: { fieldName: 'DurationMs' } },
  { name: 'bytes', type: TableStore.AggregationType.AGG_SUM, body: { fieldName: 'Size' } },
];

/** The search index of the deployed table. */
export class MediaIndex {
  constructor(
    private readonly client: () => Promise<TableStore.Client>,
    private readonly names: { tableName: string; indexName: string },
    private readonly pageSizes = PAGE_SIZES,
  ) {}

  /** Pages of rows, however many there are. Only one page is in memory at a time. */
  async *find(options: FindOptions): AsyncGenerator<FoundRow[]> {
    for await (const rows of this.findStored(options)) yield rows.map(toFoundRow);
  }

  /** The same, with the cells as they are stored. */
  async *findStored(options: FindOptions): AsyncGenerator<TableStore.SearchRow[]> {
    const { columns, limit = Number.POSITIVE_INFINITY } = options;
    const fromIndex = !columns || columns.every((name) => isSearchable(columnNamed(name)!));
    const scan = options.sort === 'none' && fromIndex;
    const pages = scan
      ? this.scan(options)
      : this.search(options, fromIndex ? this.pageSizes.index : this.pageSizes.table);
    let left = limit;
    for await (const rows of pages) {
      const shown = rows.slice(0, left);
      left -= shown.length;
      if (shown.length > 0) yield shown;
      if (left <= 0) return;
    }
  }

  async count(query: TableStore.SearchQuery): Promise<number> {
    const { totalCounts } = await this.ask({ query, limit: 0, getTotalCount: true });
    return Number(totalCounts);
  }

  async totals(query: TableStore.SearchQuery): Promise<Totals> {
    const { totalCounts, aggs } = await this.ask({
      query,
      limit: 0,
      getTotalCount: true,
      aggs: { aggs: SUMS },
    });
    return { objects: Number(totalCounts), ...sumsOf(aggs) };
  }

  /** The average of a numeric column over the rows that have a value, and the number of these rows. */
  async average(
    query: TableStore.SearchQuery,
    fieldName: string,
  ): Promise<{ rows: number; average: number }> {
    const aggs = [
      { name: 'average', type: TableStore.AggregationType.AGG_AVG, body: { fieldName } },
      { name: 'rows', type: TableStore.AggregationType.AGG_COUNT, body: { fieldName } },
    ];
    const answer = await this.ask({ query, limit: 0, aggs: { aggs } });
    const [average = 0, rows = 0] = (answer.aggs?.aggResults ?? []).map(({ aggResult }) =>
      Number(aggResult.value),
    );
    return { rows, average };
  }

  /** The largest groups of rows with the same value. */
  async groupByColumn(query: TableStore.SearchQuery, fieldName: string, size: number): Promise<Group[]> {
    return this.groups(query, {
      name: 'groups',
      type: TableStore.GroupByType.GROUP_BY_FIELD,
      body: { fieldName, size, subAggs: { aggs: SUMS } },
    });
  }

  /** Totals of each filter, in the order of the filters. */
  async groupByFilters(query: TableStore.SearchQuery, filters: TableStore.SearchQuery[]): Promise<Totals[]> {
    return this.groups(query, {
      name: 'groups',
      type: TableStore.GroupByType.GROUP_BY_FILTER,
      body: { filters, subAggs: { aggs: SUMS } },
    });
  }

  private async groups(query: TableStore.SearchQuery, groupBy: TableStore.GroupBy): Promise<Group[]> {
    const { groupBys } = await this.ask({ query, limit: 0, groupBys: { groupBys: [groupBy] } });
    const items = groupBys?.groupByResults[0]?.groupByResult.items ?? [];
    return items.map(({ key = '', rowCount, subAggsResult }) => ({
      value: key,
      objects: Number(rowCount),
      ...sumsOf(subAggsResult),
    }));
  }

  private async *search(
    { query, sort, columns, limit = PAGE_SIZES.index }: FindOptions,
    pageSize: number,
  ): AsyncGenerator<TableStore.SearchRow[]> {
    const { SORT_ORDER_ASC, SORT_ORDER_DESC } = TableStore.SortOrder;
    const sorters: TableStore.Sorter[] = (sort === 'none' ? [] : sort).map(({ column, descending }) => ({
      fieldSort: { fieldName: column, order: descending ? SORT_ORDER_DESC : SORT_ORDER_ASC },
    }));
    sorters.push({ primaryKeySort: { order: SORT_ORDER_ASC } });
    let token: Buffer | undefined;
    do {
      const page = await this.ask(
        { query, limit: Math.min(limit, pageSize), ...(token ? { token } : { sort: { sorters } }) },
        columnsToGet(columns),
      );
      yield page.rows;
      token = page.nextToken?.length ? page.nextToken : undefined;
    } while (token);
  }

  /** Reads rows from the index in no order: one worker, 2,000 rows at a time. */
  private async *scan({ query, columns }: FindOptions): AsyncGenerator<TableStore.SearchRow[]> {
    const { tableName, indexName } = this.names;
    const client = await this.client();
    const { sessionId } = await client.computeSplits({ tableName, searchIndexSplitsOptions: { indexName } });
    let token: Buffer | undefined;
    do {
      const page = await (await this.client()).parallelScan({
        ...this.names,
        sessionId,
        scanQuery: {
          query,
          limit: this.pageSizes.scan,
          currentParallelId: 0,
          maxParallel: 1,
          aliveTime: SCAN_ALIVE,
          ...(token ? { token } : {}),
        },
        columnToGet: columnsToGet(columns),
      });
      yield page.rows;
      token = page.nextToken?.length ? page.nextToken : undefined;
    } while (token);
  }

  private async ask(
    searchQuery: Parameters<TableStore.Client['search']>[0]['searchQuery'],
    columnToGet: TableStore.ColumnsToGet = { returnType: TableStore.ColumnReturnType.RETURN_NONE },
  ): Promise<TableStore.SearchResponse> {
    const client = await this.client();
    const answer = await client.search({
      ...this.names,
      searchQuery: { offset: 0, ...searchQuery },
      columnToGet,
      timeoutMs: TIMEOUT_MS,
    });
    if (!answer.isAllSucceeded) {
      throw new ServiceError('Tablestore: a part of the search index did not answer. Try again.');
    }
    return answer;
  }
}

function columnsToGet(names: string[] | undefined): TableStore.ColumnsToGet {
  const { RETURN_ALL_FROM_INDEX, RETURN_SPECIFIED } = TableStore.ColumnReturnType;
  return names ? { returnType: RETURN_SPECIFIED, returnNames: names } : { returnType: RETURN_ALL_FROM_INDEX };
}

function sumsOf(results: TableStore.AggregationResults | undefined): Omit<Totals, 'objects'> {
  const value = (wanted: string): number =>
    Number(results?.aggResults.find(({ name }) => name === wanted)?.aggResult.value ?? 0);
  return { durationMs: value('durationMs'), bytes: value('bytes') };
}
