import { parameterInvalid } from '../errors';
import { decodeMessage, encodeMessage } from '../messages';
import { notOffered } from '../search/fields';
import { type IndexDefinition, indexSort } from '../search/index-definition';
import type { CreateSearchIndexRequest, FieldSchemaMessage, SorterMessage } from '../search/search-types';
import { sorterMessage } from '../search/sorting';
import type { IndexField, IndexSorter } from '../service';
import type { TablestoreOperation } from './call';

const FIELD_TYPES: Record<number, IndexField['type']> = {
  1: 'LONG',
  2: 'DOUBLE',
  3: 'BOOLEAN',
  4: 'KEYWORD',
  5: 'TEXT',
  6: 'NESTED',
  7: 'GEOPOINT',
  8: 'DATE',
};
const RUNNING = 3;
const INCREMENTAL = 2;
const DESCENDING = 1;

interface IndexRequest {
  tableName: string;
  indexName: string;
}

function readField(message: FieldSchemaMessage): IndexField {
  const type = FIELD_TYPES[message.fieldType];
  if (!type) throw notOffered(`Field type ${message.fieldType} of '${message.fieldName}'`);
  if (message.isVirtualField) throw notOffered(`Virtual field '${message.fieldName}'`);
  if (message.analyzerParameter?.length) {
    throw notOffered(`An analyzer parameter, given for field '${message.fieldName}',`);
  }
  return {
    name: message.fieldName,
    type,
    index: message.index ?? true,
    // Pages of the service's SDKs disagree about the default, and that of FieldSchema (2026-08) is silent. The tests of
    // the official Python SDK leave it out and expect false in the description, from the service itself.
    sortAndAggregate: message.docValues ?? false,
    store: message.store ?? false,
    isArray: message.isArray ?? false,
    ...(message.analyzer ? { analyzer: message.analyzer } : {}),
    ...(message.dateFormats.length > 0 ? { dateFormats: message.dateFormats } : {}),
    ...(message.enableHighlighting === undefined ? {} : { highlighting: message.enableHighlighting }),
    ...(message.fieldSchemas.length > 0 ? { fields: message.fieldSchemas.map(readField) } : {}),
  };
}

function fieldMessage(field: IndexField): object {
  const fieldType = Number(Object.keys(FIELD_TYPES).find((code) => FIELD_TYPES[Number(code)] === field.type));
  return {
    fieldName: field.name,
    fieldType,
    index: field.index ?? true,
    docValues: field.sortAndAggregate ?? false,
    store: field.store ?? false,
    isArray: field.isArray ?? false,
    ...(field.analyzer ? { analyzer: field.analyzer, analyzerParameter: Buffer.alloc(0) } : {}),
    ...(field.dateFormats ? { dateFormats: field.dateFormats } : {}),
    ...(field.highlighting === undefined ? {} : { enableHighlighting: field.highlighting }),
    fieldSchemas: (field.fields ?? []).map(fieldMessage),
  };
}

function readSorter({ fieldSort, pkSort, ...other }: SorterMessage): IndexSorter {
  const given = fieldSort ?? pkSort;
  if (!given || Object.keys(other).length > 0) {
    throw parameterInvalid('An index can only be sorted by fields and by the primary key.');
  }
  return {
    ...(fieldSort ? { name: fieldSort.fieldName } : {}),
    ...(fieldSort?.mode === undefined ? {} : { mode: fieldSort.mode }),
    order: given.order === DESCENDING ? 'DESC' : 'ASC',
  };
}

export const createSearchIndex: TablestoreOperation = ({ instance, instances, body, now, authorize }) => {
  const request = decodeMessage<CreateSearchIndexRequest>('search', 'CreateSearchIndexRequest', body);
  authorize(request.tableName);
  if (request.sourceIndexName) throw notOffered('CreateSearchIndex from another index');
  if (!request.schema) throw parameterInvalid('Field schemas of a search index cannot be empty.');
  const sort = request.schema.indexSort?.sorter.map(readSorter);
  const definition: IndexDefinition = {
    name: request.indexName,
    createdAt: now,
    timeToLiveSeconds: request.timeToLive ?? -1,
    fields: request.schema.fieldSchemas.map(readField),
    routingFields: request.schema.indexSetting?.routingFields ?? [],
    ...(sort ? { sort } : {}),
  };
  instances.change(instance.name, () => instance.createIndex(request.tableName, definition));
  return encodeMessage('search', 'CreateSearchIndexResponse', {});
};

export const describeSearchIndex: TablestoreOperation = ({ instance, body, now, authorize }) => {
  const request = decodeMessage<IndexRequest>('search', 'DescribeSearchIndexRequest', body);
  authorize(request.tableName);
  const index = instance.index(request.tableName, request.indexName);
  const { fields, routingFields, createdAt, timeToLiveSeconds } = index.definition;
  const sort = indexSort(index.definition);
  return encodeMessage('search', 'DescribeSearchIndexResponse', {
    schema: {
      fieldSchemas: fields.map(fieldMessage),
      indexSetting: { numberOfShards: 1, routingFields: routingFields ?? [] },
      ...(sort ? { indexSort: { sorter: sort.map(sorterMessage) } } : {}),
    },
    syncStat: { syncPhase: INCREMENTAL, currentSyncTimestamp: index.syncedUntil },
    meteringInfo: { storageSize: 0, rowCount: index.size, reservedReadCu: 0, timestamp: now },
    createTime: createdAt,
    timeToLive: timeToLiveSeconds,
    indexStatus: { status: RUNNING, statusDescription: '' },
  });
};

export const listSearchIndex: TablestoreOperation = ({ instance, body, authorize }) => {
  const { tableName } = decodeMessage<{ tableName?: string }>('search', 'ListSearchIndexRequest', body);
  authorize(tableName);
  const tables = tableName ? [tableName] : instance.tableNames;
  return encodeMessage('search', 'ListSearchIndexResponse', {
    indices: tables.flatMap((table) =>
      [...instance.store(table).indexes.keys()].map((indexName) => ({ tableName: table, indexName })),
    ),
  });
};

export const deleteSearchIndex: TablestoreOperation = ({ instance, instances, body, authorize }) => {
  const request = decodeMessage<IndexRequest>('search', 'DeleteSearchIndexRequest', body);
  authorize(request.tableName);
  instances.change(instance.name, () => instance.deleteIndex(request.tableName, request.indexName));
  return encodeMessage('search', 'DeleteSearchIndexResponse', {});
};
