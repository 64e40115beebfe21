import { randomUUID } from 'node:crypto';
import { OtsError, parameterInvalid } from '../errors';
import { decodeMessage, encodeMessage } from '../messages';
import { selectColumns } from '../search/columns';
import type { IndexedRow } from '../search/document';
import { decodeToken, encodeToken } from '../search/page-token';
import { compileQuery } from '../search/queries';
import type { ScanRequest } from '../search/search-types';
import type { TablestoreInstance } from '../tablestore-instance';
import type { TablestoreOperation } from './call';

/** Most parallel workers of a scan; in production about as many as the index has shards. */
const SPLITS = 4;

/** The service's limit of rows in one answer. */
const MAX_LIMIT = 2000;

/** Default lifetime of a session after its last request, in seconds. */
const DEFAULT_ALIVE_SECONDS = 60;

/** When the sessions of each instance expire, in milliseconds since the epoch. */
const sessions = new WeakMap<TablestoreInstance, Map<string, number>>();

function sessionsOf(instance: TablestoreInstance): Map<string, number> {
  const known = sessions.get(instance);
  if (known) return known;
  const fresh = new Map<string, number>();
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
  // The session of the first copy of the index, in the service's form (official Go SDK, `search_api_test.go`).
  const sessionId = `${randomUUID()}_0`;
  sessionsOf(instance).set(sessionId, now + DEFAULT_ALIVE_SECONDS * 1000);
  return encodeMessage('search', 'ComputeSplitsResponse', {
    sessionId: Buffer.from(sessionId),
    splitsSize: SPLITS,
  });
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
  if (request.sessionId?.length)
    keepAlive(instance, request.sessionId, now, aliveTime ?? DEFAULT_ALIVE_SECONDS);
  if (limit <= 0 || limit > MAX_LIMIT) {
    throw parameterInvalid(`The limit must be in range: [1, ${MAX_LIMIT}], ${limit} given.`);
  }
  if (maxParallel < 1 || maxParallel > SPLITS || currentParallelId < 0 || currentParallelId >= maxParallel) {
    throw parameterInvalid(`Invalid parallel id ${currentParallelId} of ${maxParallel}; at most ${SPLITS}.`);
  }
  const columns = selectColumns(request.columnsToGet, index);
  if (!columns.fromIndex) throw parameterInvalid('ParallelScan returns only columns of the index.');
  const after = token?.length ? decodeToken(token).after.key : undefined;
  const matcher = compileQuery(query, index.fields);
  const page: IndexedRow[] = [];
  let more = false;
  for (const document of index.visible(after)) {
    if (workerOf(document.key, maxParallel) !== currentParallelId || matcher(document) === undefined)
      continue;
    more = page.length === limit;
    if (more) break;
    page.push(document);
  }
  const last = page.at(-1);
  return encodeMessage('search', 'ParallelScanResponse', {
    rows: page.flatMap((document) => columns.write(document) ?? []),
    ...(more && last ? { nextToken: encodeToken({ after: { values: [], key: last.key } }) } : {}),
  });
};

function keepAlive(instance: TablestoreInstance, sessionId: Buffer, now: number, seconds: number): void {
  const open = sessionsOf(instance);
  const id = sessionId.toString();
  const end = open.get(id);
  if (end === undefined || end < now) {
    open.delete(id);
    throw new OtsError('OTSSessionExpired', 'The session has expired, compute splits again.');
  }
  open.set(id, now + seconds * 1000);
}

/** The worker of a row, from a hash of its key (FNV-1a), so that it is the same for every page. */
function workerOf(key: string, workers: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % workers;
}
