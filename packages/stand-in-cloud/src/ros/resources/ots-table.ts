import * as z from 'zod';
import type { TableOptions, TablestoreService } from '../../tablestore/service';
import type { ResourceProvider } from '../provider';
import { integer, text, unsupported } from './forms';
import { unlessMissing } from './missing';
import { instanceName, OTS_MISSING } from './ots-instance';

/** Name of a table or column: up to 255 letters, digits and underscores, no hyphen. */
export const tableName = () => text().pipe(z.string().regex(/^[_a-zA-Z][_a-zA-Z0-9]{0,254}$/));

const LARGEST = 2_147_483_647;

const properties = z.strictObject({
  InstanceName: instanceName(),
  TableName: tableName(),
  PrimaryKey: z
    .array(z.strictObject({ Name: tableName(), Type: z.enum(['INTEGER', 'STRING', 'BINARY']) }))
    .min(1)
    .max(4),
  Columns: z
    .array(
      z.strictObject({
        Name: tableName(),
        Type: z.enum(['INTEGER', 'STRING', 'BINARY', 'BOOLEAN', 'DOUBLE']),
      }),
    )
    .optional(),
  TimeToLive: integer(-1, LARGEST).optional(),
  MaxVersions: integer(1, LARGEST).optional(),
  DeviationCellVersionInSec: integer(1, Number.MAX_SAFE_INTEGER).optional(),
  // Reserved capacity only changes the bill.
  ReservedThroughput: z.strictObject({ Read: integer(0, 5_000), Write: integer(0, 5_000) }).optional(),
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

/** `Ref` gives instance and name: a table's name alone is not unique in an account. */
export function otsTable(tablestore: TablestoreService): ResourceProvider<Properties> {
  return {
    type: 'ALIYUN::OTS::Table',
    properties,
    attributes: ['TableName'],
    updatable: ['MaxVersions', 'TimeToLive', 'DeviationCellVersionInSec', 'ReservedThroughput'],
    async create(given) {
      const { InstanceName, TableName } = given;
      tablestore.createTable(InstanceName, TableName, optionsOf(given));
      return { physicalId: `${InstanceName}/${TableName}`, attributes: { TableName } };
    },
    async update(_id, given) {
      tablestore.updateTable(given.InstanceName, given.TableName, settingsOf(given));
      return { TableName: given.TableName };
    },
    delete: (_id, given) =>
      unlessMissing(OTS_MISSING, () => tablestore.deleteTable(given.InstanceName, given.TableName)),
  };
}
