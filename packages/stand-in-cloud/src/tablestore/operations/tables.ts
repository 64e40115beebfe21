import { parameterInvalid } from '../errors';
import type {
  CreateTableRequest,
  TableOptionsMessage,
  TableRequest,
  UpdateTableRequest,
} from '../message-types';
import { decodeMessage, encodeMessage } from '../messages';
import {
  DEFAULT_OPTIONS,
  type DefinedColumn,
  type KeyColumn,
  type MutableOptions,
  type TableDefinition,
} from '../table-definition';
import type { TablestoreOperation } from './call';

const KEY_TYPES: Record<number, KeyColumn['type']> = { 1: 'INTEGER', 2: 'STRING', 3: 'BINARY' };
const COLUMN_TYPES: Record<number, DefinedColumn['type']> = {
  1: 'INTEGER',
  2: 'DOUBLE',
  3: 'BOOLEAN',
  4: 'STRING',
  7: 'BINARY',
};
const ACTIVE = 1;

const codeOf = <T extends string>(types: Record<number, T>, type: T): number =>
  Number(Object.keys(types).find((code) => types[Number(code)] === type));

function mergeOptions(base: MutableOptions, given: TableOptionsMessage = {}): MutableOptions {
  return {
    timeToLiveSeconds: given.timeToLive ?? base.timeToLiveSeconds,
    maxVersions: given.maxVersions ?? base.maxVersions,
    deviationSeconds: given.deviationCellVersionInSec ?? base.deviationSeconds,
    allowUpdate: given.allowUpdate ?? base.allowUpdate,
    updateFullRow: given.updateFullRow ?? base.updateFullRow,
  };
}

const optionsMessage = (options: MutableOptions): TableOptionsMessage => ({
  timeToLive: options.timeToLiveSeconds,
  maxVersions: options.maxVersions,
  deviationCellVersionInSec: options.deviationSeconds,
  allowUpdate: options.allowUpdate,
  updateFullRow: options.updateFullRow ?? false,
});

const throughputDetails = (definition: TableDefinition): object => ({
  capacityUnit: definition.reservedThroughput,
  lastIncreaseTime: Math.floor(definition.createdAt / 1000),
});

function refuse(feature: string, requested: boolean | undefined): void {
  if (requested) throw parameterInvalid(`${feature} is not supported by this stand-in.`);
}

export const createTable: TablestoreOperation = ({ instance, instances, body, now, authorize }) => {
  const request = decodeMessage<CreateTableRequest>('main', 'CreateTableRequest', body);
  const { tableName, primaryKey, definedColumn } = request.tableMeta;
  authorize(tableName);
  refuse('A secondary index', request.indexMetas.length > 0);
  refuse('A stream', request.streamSpec?.enableStream);
  refuse('A local transaction', request.enableLocalTxn);
  const { read = 0, write = 0 } = request.reservedThroughput.capacityUnit;
  const definition: TableDefinition = {
    name: tableName,
    primaryKey: primaryKey.map(({ name, type, option }) => ({
      name,
      type: KEY_TYPES[type] as KeyColumn['type'],
      ...(option === 1 ? { autoIncrement: true } : {}),
    })),
    definedColumns: definedColumn.map(({ name, type }) => ({
      name,
      type: COLUMN_TYPES[type] as DefinedColumn['type'],
    })),
    options: mergeOptions(DEFAULT_OPTIONS, request.tableOptions),
    reservedThroughput: { read, write },
    createdAt: now,
  };
  instances.change(instance.name, () => instance.createTable(definition));
  return encodeMessage('main', 'CreateTableResponse', {});
};

export const updateTable: TablestoreOperation = ({ instance, instances, body, authorize }) => {
  const request = decodeMessage<UpdateTableRequest>('main', 'UpdateTableRequest', body);
  authorize(request.tableName);
  refuse('A stream', request.streamSpec?.enableStream);
  if (request.tableOptions && Object.keys(request.tableOptions).length === 0) {
    throw parameterInvalid('No parameter is specified in table options.');
  }
  instances.change(instance.name, () =>
    instance.updateTable(request.tableName, (current) => ({
      ...current,
      options: mergeOptions(current.options, request.tableOptions),
      reservedThroughput: { ...current.reservedThroughput, ...request.reservedThroughput?.capacityUnit },
    })),
  );
  const { definition } = instance.table(request.tableName);
  return encodeMessage('main', 'UpdateTableResponse', {
    reservedThroughputDetails: throughputDetails(definition),
    tableOptions: optionsMessage(definition.options),
    streamDetails: { enableStream: false },
  });
};

export const describeTable: TablestoreOperation = ({ instance, body, authorize }) => {
  const { tableName } = decodeMessage<TableRequest>('main', 'DescribeTableRequest', body);
  authorize(tableName);
  const { definition } = instance.table(tableName);
  return encodeMessage('main', 'DescribeTableResponse', {
    tableMeta: {
      tableName,
      primaryKey: definition.primaryKey.map(({ name, type, autoIncrement }) => ({
        name,
        type: codeOf(KEY_TYPES, type),
        ...(autoIncrement ? { option: 1 } : {}),
      })),
      definedColumn: definition.definedColumns.map(({ name, type }) => ({
        name,
        type: codeOf(COLUMN_TYPES, type),
      })),
    },
    reservedThroughputDetails: throughputDetails(definition),
    tableOptions: optionsMessage(definition.options),
    tableStatus: ACTIVE,
    streamDetails: { enableStream: false },
  });
};

export const listTable: TablestoreOperation = ({ instance, authorize }) => {
  authorize();
  return encodeMessage('main', 'ListTableResponse', { tableNames: instance.tableNames });
};

export const deleteTable: TablestoreOperation = ({ instance, instances, body, authorize }) => {
  const { tableName } = decodeMessage<TableRequest>('main', 'DeleteTableRequest', body);
  authorize(tableName);
  instances.change(instance.name, () => instance.deleteTable(tableName))();
  return encodeMessage('main', 'DeleteTableResponse', {});
};
