/** Search messages as `decodeMessage` returns them; the names are those of the protocol. */

export interface QueryMessage {
  type: number;
  query: Buffer;
}

export interface SorterMessage {
  fieldSort?: {
    fieldName: string;
    order?: number;
    mode?: number;
    nestedFilter?: { path: string; filter: QueryMessage };
    missingValue?: Buffer;
    missingField?: string;
  };
  geoDistanceSort?: object;
  scoreSort?: { order?: number };
  pkSort?: { order?: number };
  docSort?: { order?: number };
}

export interface SortMessage {
  sorter: SorterMessage[];
}

export interface ColumnsToGet {
  returnType?: number;
  columnNames: string[];
}

export interface NamedMessage {
  name: string;
  type: number;
  body: Buffer;
}

export interface SubStatistics {
  subAggs?: { aggs: NamedMessage[] };
  subGroupBys?: { groupBys: NamedMessage[] };
}

export interface SearchQueryMessage {
  offset?: number;
  limit?: number;
  query?: QueryMessage;
  collapse?: { fieldName: string };
  sort?: SortMessage;
  getTotalCount?: boolean;
  token?: Buffer;
  aggs?: { aggs: NamedMessage[] };
  groupBys?: { groupBys: NamedMessage[] };
  highlight?: object;
}

export interface SearchRequest {
  tableName: string;
  indexName: string;
  columnsToGet?: ColumnsToGet;
  searchQuery: Buffer;
}

export interface ScanRequest {
  tableName: string;
  indexName: string;
  columnsToGet?: ColumnsToGet;
  sessionId?: Buffer;
  scanQuery: {
    query?: QueryMessage;
    limit?: number;
    aliveTime?: number;
    token?: Buffer;
    currentParallelId?: number;
    maxParallel?: number;
  };
}

export interface FieldSchemaMessage {
  fieldName: string;
  fieldType: number;
  analyzer?: string;
  index?: boolean;
  docValues?: boolean;
  store?: boolean;
  isArray?: boolean;
  isVirtualField?: boolean;
  dateFormats: string[];
  enableHighlighting?: boolean;
  analyzerParameter?: Buffer;
  fieldSchemas: FieldSchemaMessage[];
}

export interface CreateSearchIndexRequest {
  tableName: string;
  indexName: string;
  schema?: {
    fieldSchemas: FieldSchemaMessage[];
    indexSetting?: { routingFields: string[] };
    indexSort?: SortMessage;
  };
  sourceIndexName?: string;
  timeToLive?: number;
}
