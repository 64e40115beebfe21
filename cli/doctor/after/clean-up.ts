import type OSS from 'ali-oss';
import { rowKey } from '../../../contract/row-key';
import { PRIMARY_KEY } from '../../../contract/table';
import { readRow } from '../../cloud/rows';
import { type Checkup, textOf } from '../checkup';
import { Failure } from '../finding';
import type { Pipeline } from './pipeline';
import { remainingRows } from './seen';
import type { TrialKeys } from './trial-keys';

/** Names of all objects that a run can make. Some of them may not be there. */
const NAMES = ['put', 'multipart', 'append', 'copy', 'failure', 'link target'];

/** Takes away what the run has made, also what was made when it was interrupted. */
export async function cleanUp(checkup: Checkup, pipeline: Pipeline, keys: TrialKeys): Promise<void> {
  await checkup.check(
    'clean-up',
    async () => {
      const oss = await pipeline.session.oss();
      const refused: string[] = [];
      const deleted = [...(await deleteObjects(oss, keys.folder, refused))];
      await abortUploads(oss, keys.folder, refused);
      if (refused.length > 0) {
        throw new Failure(
          `${refused.length} of what was made could not be deleted: ${refused[0]}`,
          `Delete what begins with '${keys.folder}' yourself.`,
        );
      }
      // Events take the rows away. Where none comes, the rows are deleted here.
      const all = NAMES.map((name) => keys.of(name));
      if (!pipeline.rowsFromHere) {
        return {
          detail: 'All objects are deleted; their events take the rows away.',
          facts: { objects: deleted.length },
        };
      }
      const left = await remainingRows(pipeline, all);
      for (const key of left) await deleteRow(pipeline, key);
      const facts = { objects: deleted.length, rowsDeletedHere: left.length };
      return { detail: 'No object and no row of this run is left.', facts };
    },
    { type: 'ALIYUN::OSS::Bucket' },
  );
}

async function deleteObjects(oss: OSS, prefix: string, refused: string[]): Promise<string[]> {
  const keys: string[] = [];
  for (let marker: string | undefined; ; ) {
    const page = await oss.list({ prefix, 'max-keys': 1000, ...(marker ? { marker } : {}) }, {});
    keys.push(...(page.objects ?? []).map(({ name }) => name));
    if (!page.isTruncated || !page.nextMarker) break;
    marker = page.nextMarker;
  }
  for (const key of keys) await oss.delete(key).catch((error: unknown) => refused.push(textOf(error)));
  return keys;
}

async function abortUploads(oss: OSS, prefix: string, refused: string[]): Promise<void> {
  const { uploads = [] } = (await oss.listUploads({ prefix, 'max-uploads': 1000 }, {})) as unknown as {
    uploads?: { name: string; uploadId: string }[];
  };
  for (const { name, uploadId } of uploads) {
    await oss.abortMultipartUpload(name, uploadId).catch((error: unknown) => refused.push(textOf(error)));
  }
}

async function deleteRow({ session, target }: Pipeline, key: string): Promise<void> {
  const client = await session.tablestore();
  if (!(await readRow(client, target, key))) return;
  const { Condition, RowExistenceExpectation } = await import('tablestore');
  const address = { bucket: target.bucket, key };
  await client.deleteRow({
    tableName: target.table,
    condition: new Condition(RowExistenceExpectation.IGNORE, null),
    primaryKey: [{ [PRIMARY_KEY[0]]: rowKey(address) }, { [PRIMARY_KEY[1]]: target.bucket }],
  });
}
