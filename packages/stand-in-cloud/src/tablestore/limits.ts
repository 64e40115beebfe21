/** Numbers of the service's "General limits" page; bytes unless the name says otherwise. */
export const LIMITS = {
  tablesPerInstance: 64,
  primaryKeyColumns: 4,
  definedColumns: 32,
  primaryKeyValue: 1024,
  attributeValue: 2 * 1024 * 1024,
  attributeColumnsPerWrite: 1024,
  /** Data of one PutRow, UpdateRow or BatchWriteRow. */
  writeRequest: 4 * 1024 * 1024,
  batchWriteRows: 200,
  batchGetRows: 100,
  rangeRows: 5000,
  rangeData: 4 * 1024 * 1024,
  columnsToGet: 128,
  /** Comparisons in one filter or condition. */
  filters: 32,
  /** Data per capacity unit. */
  capacityUnit: 4 * 1024,
  /** Shortest time to live in seconds, other than -1 for ever. */
  minTimeToLiveSeconds: 86_400,
} as const;

/** Larger request bodies are refused. It is more than the largest valid write with names and framing. */
export const MAX_BODY = 8 * 1024 * 1024;
