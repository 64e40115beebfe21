import * as TableStore from 'tablestore';
import { columnNamed, isSearchable } from '../../contract/query/columns';
import { ServiceError } from '../program/errors';
import { type FoundRow, toFoundRow } from './found-row';
import { IndexScan, tokenOf } from './index-scan';
import { columnsToGet, type Grouping, groupByOf, type SortKey, SUMS, sortersOf, sumsOf } from './requests';

export type { SortKey } from './requests';

/**
 * Most rows in one response: when the index alone has all columns, when the table must be read, and in a
 * scan, where the service would give 2,000.
 */
const PAGE_SIZES = { index: 1_000, table: 100, scan: 1_000 };
/** The SDK's default is 10 s. Statistics over millions of rows take longer. 30 s is the service's limit. */
const TIMEOUT_MS = 30_000;
export interface FindOptions {
  query: TableStore.SearchQuery;
  /**
   * Rows with equal values are in the order of the primary key; so are all rows when the list is empty.
   * `none` is the fastest way to read everything. `any` is in the order of the primary key as far as one page goes, and
   * `none` beyond.
   */
  sort: SortKey[] | 'none' | 'any';
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

/** A page of rows, and what a further page needs. */
export interface Page {
  rows: FoundRow[];
  /** Of all that is found, where that was asked for. */
  totals?: Totals;
  /** Where the next page begins, for the same query; undefined on the last one. */
  next?: Buffer;
}

export interface PageOptions extends Omit<FindOptions, 'sort' | 'limit'> {
  sort: SortKey[];
  limit: number;
  /** `next` of the page before. @default - the first page */
  token?: Buffer;
  /** Counts and sums all that is found in the same request. @default false */
  totals?: boolean;
}

/** Whoever may only search need not scan. @throws every other error */
function asUndefinedWithoutRight(error: unknown): undefined {
  if (error instanceof ServiceError && error.code === 'OTSNoPermissionAccess') return undefined;
  throw error;
}

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
    const size = fromIndex ? this.pageSizes.index : this.pageSizes.table;
    const pages =
      options.sort === 'none' && fromIndex
        ? (await this.openScan()).rows(options)
        : options.sort === 'any' && fromIndex
          ? this.searchOrScan(options, size)
          : this.search(options, size);
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
  async groupByColumn(query: TableStore.SearchQuery, column: string, size: number): Promise<Group[]> {
    return (await this.groupAll(query, [{ column, size }], { sums: true }))[0]!;
  }

  /** Totals of each filter, in the order of the filters. */
  async groupByFilters(query: TableStore.SearchQuery, filters: TableStore.SearchQuery[]): Promise<Totals[]> {
    return (await this.groupAll(query, [{ filters }], { sums: true }))[0]!;
  }

  /**
   * Several groupings in one request, in their order. The service takes five at once.
   * @param sums whether time and bytes are wanted besides the number of objects
   */
  async groupAll(
    query: TableStore.SearchQuery,
    groupings: readonly Grouping[],
    { sums }: { sums: boolean },
  ): Promise<Group[][]> {
    const groupBys = groupings.map((grouping, i) => groupByOf(`g${i}`, grouping, sums));
    const answer = await this.ask({ query, limit: 0, groupBys: { groupBys } });
    return groupBys.map((groupBy) => {
      const found = answer.groupBys?.groupByResults.find(({ name }) => name === groupBy.name);
      return (found?.groupByResult.items ?? []).map(({ key = '', rowCount, subAggsResult }) => ({
        value: key,
        objects: Number(rowCount),
        ...sumsOf(subAggsResult),
      }));
    });
  }

  private async *search(
    { query, sort, columns, limit = PAGE_SIZES.index }: FindOptions,
    pageSize: number,
    first?: TableStore.SearchResponse,
  ): AsyncGenerator<TableStore.SearchRow[]> {
    const keys = typeof sort === 'string' ? [] : sort;
    let token: Buffer | undefined;
    if (first) {
      yield first.rows;
      token = tokenOf(first);
      if (!token) return;
    }
    do {
      const page = await this.askPage({
        query,
        sort: keys,
        columns,
        limit: Math.min(limit, pageSize),
        token,
      });
      yield page.rows;
      token = tokenOf(page);
    } while (token);
  }

  /** One page when that is all. A scan begins anew, which costs less than the order of all pages. */
  private async *searchOrScan(
    options: FindOptions,
    pageSize: number,
  ): AsyncGenerator<TableStore.SearchRow[]> {
    const { query, columns, limit = Number.POSITIVE_INFINITY } = options;
    const first = await this.askPage({ query, columns, sort: [], limit: Math.min(limit, pageSize) });
    const isAll = !tokenOf(first) || first.rows.length >= limit;
    const scan = isAll ? undefined : await this.openScan().catch(asUndefinedWithoutRight);
    if (scan) yield* scan.rows(options);
    else yield* this.search(options, pageSize, first);
  }

  private openScan(): Promise<IndexScan> {
    return IndexScan.open(this.client, this.names, this.pageSizes.scan);
  }

  /** One page of at most 1,000 rows, 100 where a column is not in the index. */
  async page(options: PageOptions): Promise<Page> {
    const { rows, totalCounts, aggs, nextToken } = await this.askPage(options);
    return {
      rows: rows.map(toFoundRow),
      ...(options.totals ? { totals: { objects: Number(totalCounts), ...sumsOf(aggs) } } : {}),
      ...(nextToken?.length ? { next: nextToken } : {}),
    };
  }

  private async askPage({
    query,
    sort,
    columns,
    limit,
    token,
    totals,
  }: PageOptions): Promise<TableStore.SearchResponse> {
    return this.ask(
      {
        query,
        limit,
        ...(token ? { token } : { sort: { sorters: sortersOf(sort) } }),
        ...(totals ? { getTotalCount: true, aggs: { aggs: SUMS } } : {}),
      },
      columnsToGet(columns),
    );
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
