import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { Network, TableOptions, TablestoreService } from '../../tablestore/service';
import type { ResourceProvider } from '../provider';
import { integer, textLike, unsupported } from './forms';
import { unlessMissing } from './missing';
import { instanceName, OTS_MISSING } from './ots-instance';

const {
  MAX_VERSIONS,
  PRIMARY_KEY_COLUMNS,
  PRIMARY_KEY_TYPES,
  RESERVED_THROUGHPUT,
  TABLE_NAME,
  TIME_TO_LIVE_SECONDS,
} = limits.tablestore;

/** The name of a table or a column. */
export const tableName = () => textLike(TABLE_NAME);

const properties = z.strictObject({
  InstanceName: instanceName(),
  TableName: tableName(),
  PrimaryKey: z
    .array(z.strictObject({ Name: tableName(), Type: z.enum(PRIMARY_KEY_TYPES) }))
    .min(PRIMARY_KEY_COLUMNS.min)
    .max(PRIMARY_KEY_COLUMNS.max),
  Columns: z
    .array(
      z.strictObject({
        Name: tableName(),
        Type: z.enum([...PRIMARY_KEY_TYPES, 'BOOLEAN', 'DOUBLE']),
      }),
    )
    .optional(),
  TimeToLive: integer({ ...TIME_TO_LIVE_SECONDS, min: -1 }).optional(),
  MaxVersions: integer(MAX_VERSIONS).optional(),
  DeviationCellVersionInSec: integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).optional(),
  // Reserved capacity only changes the bill.
  ReservedThroughput: z
    .strictObject({ Read: integer(RESERVED_THROUGHPUT), Write: integer(RESERVED_THROUGHPUT) })
    .optional(),
  SecondaryIndices: unsupported(),
});

type Properties = z.output<typeof properties>;

function settingsOf(given: Properties) {
  return {
    timeToLive: given.TimeToLive ?? -1,
    maxVersions: given.MaxVersions ?? 1,
    deviationCellVersionInSec: given.DeviationCellVersionInSec,
  };
}

function optionsOf(given: Properties): TableOptions {
  return {
    primaryKey: given.PrimaryKey.map(({ Name, Type }) => ({ name: Name, type: Type })),
    definedColumns: given.Columns?.map(({ Name, Type }) => ({ name: Name, type: Type })),
    ...settingsOf(given),
  };
}

/**
 * Tables are made, changed and deleted over the instance's own endpoint, from the network of ROS.
 * `Ref` gives instance and name: a table's name alone is not unique in an account.
 */
export function otsTable(tablestore: TablestoreService, network: Network): ResourceProvider<Properties> {
  return {
    type: 'ALIYUN::OTS::Table',
    properties,
    attributes: ['TableName'],
    updatable: ['MaxVersions', 'TimeToLive', 'DeviationCellVersionInSec', 'ReservedThroughput'],
    async create(given) {
      const { InstanceName, TableName } = given;
      tablestore.reach(InstanceName, network);
      tablestore.createTable(InstanceName, TableName, optionsOf(given));
      return { physicalId: `${InstanceName}/${TableName}`, attributes: { TableName } };
    },
    async update(_id, given) {
      tablestore.reach(given.InstanceName, network);
      tablestore.updateTable(given.InstanceName, given.TableName, settingsOf(given));
      return { TableName: given.TableName };
    },
    delete: (_id, given) =>
      unlessMissing(OTS_MISSING, () => {
        tablestore.reach(given.InstanceName, network);
        tablestore.deleteTable(given.InstanceName, given.TableName);
      }),
  };
}
