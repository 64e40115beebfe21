import { COLUMNS } from '../../../contract/columns';
import { PRIMARY_KEY } from '../../../contract/table';
import { type ObjectRow, readRow } from '../../cloud/rows';
import { takenApart } from '../../search/found-row';
import { objectAt } from '../ask/address';
import type { Browse } from '../browse-context';
import { sheet } from '../pages/sheet';
import { NothingThereError } from '../server/nothing-there-error';
import type { Resource } from '../server/resource';

/** The row of an object. @throws UsageError, NothingThereError, ServiceError */
export async function rowAt(params: URLSearchParams, { session }: Browse): Promise<ObjectRow> {
  const { bucket, key } = objectAt(params.get('address'));
  const row = await readRow(await session.tablestore(), { ...session.target, bucket }, key);
  if (!row) throw new NothingThereError('The table has no row for this object now.');
  return row;
}

/** One object's row; as `media show` prints it, too. */
export const OBJECT: Resource<ObjectRow> = {
  name: 'object',
  title: 'Details',
  load: rowAt,
  part: (row, { where }) => sheet(row, where),
  json: ({ key, bucket, columns }) => ({
    [PRIMARY_KEY[0]]: key,
    [PRIMARY_KEY[1]]: bucket,
    ...Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, takenApart(name, value)])),
  }),
  csv: ({ columns }) => [
    ['column', 'value', 'unit'],
    ...COLUMNS.filter(({ name }) => columns[name] !== undefined).map(({ name, unit }) => [
      name,
      takenApart(name, columns[name]!),
      unit,
    ]),
  ],
};
