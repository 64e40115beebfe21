import type OSS from 'ali-oss';
import * as TableStore from 'tablestore';
import { PRIMARY_KEY } from '../../contract/table';
import type { PipelineConnection } from '../cloud/connection';
import { type ObjectRow, toObjectRow } from '../cloud/rows';

/** An object as it is in OSS now. */
export interface StoredObject {
  key: string;
  etag: string;
  size: number;
  lastModified: string;
  /** CRC-64 of its bytes. */
  crc64: string;
}

/** Requests at the same time; the server is on this machine. */
const AT_ONCE = 16;

/** Every object of the bucket with a prefix. */
export async function readObjects(oss: OSS, prefix: string): Promise<StoredObject[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await oss.listV2({ prefix, 'max-keys': '1000', 'continuation-token': token });
    keys.push(...(page.objects ?? []).map(({ name }) => name));
    token = page.nextContinuationToken;
  } while (token);
  const objects: StoredObject[] = [];
  const next = keys.values();
  const worker = async (): Promise<void> => {
    for (const key of next) {
      const { res } = await oss.head(key);
      const headers = res.headers as Record<string, string>;
      objects.push({
        key,
        etag: headers['etag']!.replaceAll('"', ''),
        size: Number(headers['content-length']),
        lastModified: new Date(headers['last-modified']!).toISOString(),
        crc64: headers['x-oss-hash-crc64ecma']!,
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return objects;
}

/** Every row of the table for the bucket. */
export async function readRows(
  client: TableStore.Client,
  { table, bucket }: PipelineConnection,
): Promise<ObjectRow[]> {
  const [objectKey, bucketName] = PRIMARY_KEY;
  const rows: ObjectRow[] = [];
  let start: TableStore.PrimaryKey | undefined = [
    { [objectKey]: TableStore.INF_MIN },
    { [bucketName]: TableStore.INF_MIN },
  ];
  while (start) {
    const page = await client.getRange({
      tableName: table,
      direction: TableStore.Direction.FORWARD,
      inclusiveStartPrimaryKey: start,
      exclusiveEndPrimaryKey: [{ [objectKey]: TableStore.INF_MAX }, { [bucketName]: TableStore.INF_MAX }],
      maxVersions: 1,
    });
    for (const { primaryKey, attributes } of page.rows) {
      const [key, owner] = primaryKey.map(({ value }) => String(value));
      if (owner === bucket) rows.push(toObjectRow(key!, bucket, attributes));
    }
    start = page.nextStartPrimaryKey?.map(({ name, value }) => ({ [name]: value as string }));
  }
  return rows;
}
