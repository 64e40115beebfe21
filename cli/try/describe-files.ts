import { ossClient } from '../cloud/oss-client';
import { type ObjectRow, readRow } from '../cloud/rows';
import { tablestoreClient } from '../cloud/tablestore-client';
import { keyFilterOf } from '../cloud/target';
import type { LocalPipeline } from '../local-cloud/local-pipeline';
import type { Progress } from '../output/progress';
import type { Terminal } from '../program/terminal';
import { handOver } from '../upload/hand-over';
import type { Input } from '../upload/inputs';
import { UploadInterruptedError, upload } from '../upload/upload';

/**
 * Puts files into the local cloud, waits until they are described, and reads their rows.
 * @param mayHandOver true to lend large files to the cloud instead of uploading them
 * @throws UploadInterruptedError
 */
export async function describe(
  { cloud, connection }: LocalPipeline,
  inputs: Input[],
  progress: Progress,
  { interrupted: signal }: Terminal,
  mayHandOver: boolean,
): Promise<{ rows: ObjectRow[] }> {
  const oss = ossClient(connection);
  for (const input of inputs) {
    const address = `oss://${connection.bucket}/${input.key}`;
    progress.step('upload', address);
    if (mayHandOver && (await handOver(oss, input))) continue;
    await upload(oss, input, {
      signal,
      onProgress: (fraction) => progress.advance('upload', address, fraction),
    });
  }
  progress.step('wait', 'until every event is dealt with');
  await cloud.functions.idle();
  // The cloud is on its way down, and has no more rows to give.
  if (signal.aborted) throw new UploadInterruptedError();
  // The rows are the result; reading them is not what a test of the pipeline is about.
  cloud.calm();
  const tablestore = tablestoreClient(connection);
  const rows: ObjectRow[] = [];
  for (const { key } of inputs) {
    const row = await readRow(tablestore, connection, key);
    if (row) rows.push(row);
    else progress.note(`No row was written for '${key}'${reasonFor(key, connection)}.`);
  }
  progress.clear();
  return { rows };
}

/** Keys that the stack's trigger is not for get none. */
function reasonFor(key: string, connection: LocalPipeline['connection']): string {
  const { prefix, suffix } = keyFilterOf(connection.outputs, connection.bucket) ?? { prefix: '', suffix: '' };
  if (!key.startsWith(prefix)) return `: the setting 'prefix' is '${prefix}'`;
  return key.endsWith(suffix) ? '' : `: the setting 'suffix' is '${suffix}'`;
}
