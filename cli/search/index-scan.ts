import type * as TableStore from 'tablestore';
import { merged } from '../program/merged';
import { columnsToGet } from './requests';

/**
 * Seconds between two requests of a scan after which it ends. It is long, because the reader of our output
 * may be slow.
 */
const ALIVE = 300;
/**
 * Workers, where the index has so many: while one page is printed, the next are on their way. With 100,000 rows four of
 * them took twice the memory (415 MB against 224) and no less time.
 */
const MOST_WORKERS = 2;

/** Where the next page begins. */
export const tokenOf = ({ nextToken }: { nextToken?: Buffer | null }): Buffer | undefined =>
  nextToken?.length ? nextToken : undefined;

/** A reading of all rows of an index that a query finds, in no order. */
export class IndexScan {
  private constructor(
    private readonly client: () => Promise<TableStore.Client>,
    private readonly names: { tableName: string; indexName: string },
    private readonly pageSize: number,
    private readonly session: { sessionId: Buffer; splitsSize: number },
  ) {}

  /** @throws ServiceError also where the credentials may only search */
  static async open(
    client: () => Promise<TableStore.Client>,
    names: { tableName: string; indexName: string },
    pageSize: number,
  ): Promise<IndexScan> {
    const { tableName, indexName } = names;
    const session = await (await client()).computeSplits({
      tableName,
      searchIndexSplitsOptions: { indexName },
    });
    return new IndexScan(client, names, pageSize, session);
  }

  /** Pages of rows, by several workers. @param options with columns of the index alone */
  async *rows(options: {
    query: TableStore.SearchQuery;
    columns?: string[];
  }): AsyncGenerator<TableStore.SearchRow[]> {
    const workers = Math.max(1, Math.min(this.session.splitsSize, MOST_WORKERS));
    const parts = Array.from({ length: workers }, (_, worker) => this.part(options, worker, workers));
    // A page is read when its turn has come.
    for await (const page of merged(parts)) yield page.rows;
  }

  private async *part(
    { query, columns }: { query: TableStore.SearchQuery; columns?: string[] },
    currentParallelId: number,
    maxParallel: number,
  ): AsyncGenerator<Pick<TableStore.SearchResponse, 'rows'>> {
    let token: Buffer | undefined;
    do {
      const client = await this.client();
      const page = await client.parallelScan({
        ...this.names,
        sessionId: this.session.sessionId,
        scanQuery: {
          query,
          limit: this.pageSize,
          currentParallelId,
          maxParallel,
          aliveTime: ALIVE,
          ...(token ? { token } : {}),
        },
        columnToGet: columnsToGet(columns),
      });
      yield page;
      token = tokenOf(page);
    } while (token);
  }
}
