import * as TableStore from 'tablestore';

/** What names a row in a request of the official client that asks for no condition. */
export const rowAddress = ({ bucket, table }: { bucket: string; table: string }, key: string) => ({
  tableName: table,
  condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
  primaryKey: [{ ObjectKey: key }, { BucketName: bucket }] as TableStore.PrimaryKey,
});
