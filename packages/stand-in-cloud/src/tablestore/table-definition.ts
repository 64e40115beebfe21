import { limits } from 'ros-template-check';
import { parameterInvalid } from './errors';
import { checkColumnName } from './instance-names';
import type { TableOptions } from './service';

const { DEFINED_COLUMNS, PRIMARY_KEY_COLUMNS, TIME_TO_LIVE_SECONDS } = limits.tablestore;

export interface KeyColumn {
  name: string;
  type: 'INTEGER' | 'STRING' | 'BINARY';
  autoIncrement?: boolean;
}

export interface DefinedColumn {
  name: string;
  type: 'INTEGER' | 'DOUBLE' | 'BOOLEAN' | 'STRING' | 'BINARY';
}

/** Options that can be changed later. */
export interface MutableOptions {
  /** -1 keeps cells for ever. */
  timeToLiveSeconds: number;
  maxVersions: number;
  deviationSeconds: number;
  allowUpdate: boolean;
  /** UpdateRow replaces the whole row. Absent in definitions that were stored before the option was known. */
  updateFullRow?: boolean;
}

/** The definition of a table, as it is stored on disk. */
export interface TableDefinition {
  name: string;
  primaryKey: KeyColumn[];
  definedColumns: DefinedColumn[];
  options: MutableOptions;
  reservedThroughput: { read: number; write: number };
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** The service's defaults. */
export const DEFAULT_OPTIONS: MutableOptions = {
  timeToLiveSeconds: -1,
  maxVersions: 1,
  deviationSeconds: 86_400,
  allowUpdate: true,
  updateFullRow: false,
};

/** @throws OtsError `OTSParameterInvalid` */
export function checkKeyColumns(columns: readonly KeyColumn[]): void {
  if (columns.length < 1 || columns.length > PRIMARY_KEY_COLUMNS.max) {
    throw parameterInvalid(
      `The number of primary key columns must be in range: [1, ${PRIMARY_KEY_COLUMNS.max}].`,
    );
  }
  const seen = new Set<string>();
  for (const [index, column] of columns.entries()) {
    checkColumnName(column.name);
    if (seen.has(column.name)) throw parameterInvalid(`Duplicated primary key name: '${column.name}'.`);
    seen.add(column.name);
    if (!column.autoIncrement) continue;
    if (index === 0) throw parameterInvalid('PkAutoIncr cannot be set as first pk column.');
    if (column.type !== 'INTEGER') throw parameterInvalid('AUTO_INCREMENT primary key must be integer.');
  }
  if (columns.filter((column) => column.autoIncrement).length > 1) {
    throw parameterInvalid('AUTO_INCREMENT primary key count must <= 1.');
  }
}

/** @throws OtsError `OTSParameterInvalid` */
export function checkDefinedColumns(columns: readonly DefinedColumn[], key: readonly KeyColumn[]): void {
  if (columns.length > DEFINED_COLUMNS) {
    throw parameterInvalid(`The number of defined columns must be in range: [0, ${DEFINED_COLUMNS}].`);
  }
  for (const column of columns) {
    checkColumnName(column.name);
    if (key.some(({ name }) => name === column.name)) {
      throw parameterInvalid(`Duplicated attribute column name with primary key column: '${column.name}'.`);
    }
  }
}

/** @throws OtsError `OTSParameterInvalid` */
export function checkOptions(options: MutableOptions): void {
  const { timeToLiveSeconds, maxVersions, deviationSeconds } = options;
  if (timeToLiveSeconds === 0 || timeToLiveSeconds < -1) {
    throw parameterInvalid('TimeToLive cannot be 0 or less than -1.');
  }
  if (timeToLiveSeconds !== -1 && timeToLiveSeconds < TIME_TO_LIVE_SECONDS.min) {
    throw parameterInvalid(
      `Time to live must be -1 or at least ${TIME_TO_LIVE_SECONDS.min} seconds, ${timeToLiveSeconds} given.`,
    );
  }
  if (maxVersions <= 0) throw parameterInvalid('The maximum versions cannot be less than or equal to 0.');
  if (deviationSeconds < 0) {
    throw parameterInvalid('The maximum deviation must be in range [0, INT64_MAX/1000000].');
  }
}

/** @throws OtsError when a template would change the primary key, which is not possible */
export function withSameKey(
  current: TableDefinition,
  given: TableOptions['primaryKey'] | undefined,
): TableDefinition {
  const same =
    !given ||
    (given.length === current.primaryKey.length &&
      given.every(({ name, type }, index) => {
        const column = current.primaryKey[index];
        return column?.name === name && column.type === type;
      }));
  if (!same) throw parameterInvalid(`The primary key of table '${current.name}' cannot be changed.`);
  return current;
}

/** The options of a template; the others keep their values. */
export function applyTemplateOptions(base: MutableOptions, given: Partial<TableOptions>): MutableOptions {
  return {
    timeToLiveSeconds: given.timeToLive ?? base.timeToLiveSeconds,
    maxVersions: given.maxVersions ?? base.maxVersions,
    deviationSeconds: given.deviationCellVersionInSec ?? base.deviationSeconds,
    allowUpdate: base.allowUpdate,
    updateFullRow: base.updateFullRow,
  };
}
