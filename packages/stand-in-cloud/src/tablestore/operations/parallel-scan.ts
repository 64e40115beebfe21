import { OtsError, parameterInvalid } from '../errors';
import { decodeMessage, encodeMessage } from '../messages';
import { selectColumns } from '../search/columns';
import { decodeToken, encodeToken } from '../search/page-token';
import { rowsOfWorker, type ScannedRow, ScanSessions } from '../search/scan-sessions';
import type { ScanRequest } from '../search/search-types';
import type { TablestoreInstance } from '../tablestore-instance';
import type { TablestoreOperation } from './call';

/** Most parallel workers of a scan; in production about as many as the index has shards. */
const SPLITS = 4;

/** The service's limit of rows in one answer. */
const MAX_LIMIT = 2000;

/** Default lifetime of a session after its last request, in seconds. */
const DEFAULT_ALIVE_SECONDS = 60;

const sessions = new WeakMap<TablestoreInstance, ScanSessions>();

function sessionsOf(instance: TablestoreInstance): ScanSessions {
  const known = sessions.get(instance);
  if (known) return known;
  const fresh = new ScanSessions();
  sessions.set(instance, fresh);
  return fresh;
}

export const computeSplits: TablestoreOperation = ({ instance, body, now, authorize }) => {
  const request = decodeMessage<{ tableName: string; searchIndexSplitsOptions?: { indexName: string } }>(
    'search',
    'ComputeSplitsRequest',
    body,
  );
  authorize(request.tableName);
  checkIndex(instance, request.tableName, request.searchIndexSplitsOptions?.indexName);
  const sessionId = Buffer.from(sessionsOf(instance).open(now, DEFAULT_ALIVE_SECONDS));
  return encodeMessage('search', 'ComputeSplitsResponse', { sessionId, splitsSize: SPLITS });
};

/** The refusals of ComputeSplits differ from those of the other operations (official SDKs for Go and Python, tests). */
function checkIndex(instance: TablestoreInstance, tableName: string, indexName: string | undefined): void {
  if (!instance.tableNames.includes(tableName)) {
    throw parameterInvalid(`table [${tableName}] does not exist`);
  }
  if (!indexName) throw parameterInvalid('[search index splits options] must not be null');
  if (!instance.store(tableName).indexes.has(indexName)) {
    throw new OtsError('OTSMetaNotMatch', `index [${indexName}] does not exist`);
  }
}

export const parallelScan: TablestoreOperation = ({ instance, body, now, authorize }) => {
  const request = decodeMessage<ScanRequest>('search', 'ParallelScanRequest', body);
  authorize(request.tableName);
  const index = instance.index(request.tableName, request.indexName);
  const {
    query,
    token,
    limit = MAX_LIMIT,
    currentParallelId = 0,
    maxParallel = 1,
    aliveTime,
  } = request.scanQuery;
  const session = request.sessionId?.length
    ? sessionsOf(instance).use(request.sessionId.toString(), now, aliveTime ?? DEFAULT_ALIVE_SECONDS)
    : undefined;
  if (limit <= 0 || limit > MAX_LIMIT) {
    throw parameterInvalid(`The limit must be in range: [1, ${MAX_LIMIT}], ${limit} given.`);
  }
  if (maxParallel < 1 || maxParallel > SPLITS || currentParallelId < 0 || currentParallelId >= maxParallel) {
    throw parameterInvalid(`Invalid parallel id ${currentParallelId} of ${maxParallel}; at most ${SPLITS}.`);
  }
  const columns = selectColumns(request.columnsToGet, index);
  if (!columns.fromIndex) throw parameterInvalid('ParallelScan returns only columns of the index.');
  const after = token?.length ? decodeToken(token).after.key : undefined;
  const make = (): readonly ScannedRow[] => rowsOfWorker(index, query, currentParallelId, maxParallel);
  const id = [
    request.tableName,
    request.indexName,
    currentParallelId,
    maxParallel,
    query?.type,
    query?.query?.toString('base64'),
  ];
  const rows = session ? session.rows(JSON.stringify(id), make) : make();
  const start = after === undefined ? 0 : firstAfter(rows, after);
  const page = rows.slice(start, start + limit);
  const last = page.at(-1);
  return encodeMessage('search', 'ParallelScanResponse', {
    rows: page.flatMap(({ row }) => columns.write(row) ?? []),
    ...(last && start + limit < rows.length
      ? { nextToken: encodeToken({ after: { values: [], key: last.key } }) }
      : {}),
  });
};

/** Rows are in the order of their keys. */
function firstAfter(rows: readonly ScannedRow[], key: string): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.key <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}
