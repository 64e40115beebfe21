import { readRow } from '../../cloud/rows';
import { readLogs } from '../../logs/log-client';
import { type LogLine, toLogLine } from '../../logs/log-line';
import { Failure } from '../finding';
import type { Pipeline } from './pipeline';
import { until } from './until';

/** What is seen of an object in the pipeline. */
export interface Seen {
  status: string;
  /** As the row or the log tells it. */
  key: string;
  etag: string;
}

/** Waits until the row of a version is there. @throws Failure when it is not in time */
export async function describedObject(pipeline: Pipeline, key: string, etag: string): Promise<Seen> {
  const seen = await until(pipeline, async () => {
    const one = pipeline.rowsFromHere ? await ofRow(pipeline, key) : await ofLog(pipeline, key, etag);
    return one?.etag === etag ? one : undefined;
  });
  if (seen) return seen;
  throw new Failure(`No row of the object came within ${pipeline.patienceMs / 1000} s.`);
}

/** Waits until the row of a deleted object is gone. @returns keys whose rows are still there */
export async function remainingRows(pipeline: Pipeline, keys: readonly string[]): Promise<string[]> {
  let left = [...keys];
  await until(pipeline, async () => {
    const found = await Promise.all(left.map((key) => isGone(pipeline, key)));
    left = left.filter((_, index) => !found[index]);
    return left.length === 0 ? true : undefined;
  });
  return left;
}

async function isGone(pipeline: Pipeline, key: string): Promise<boolean> {
  if (pipeline.rowsFromHere) return (await ofRow(pipeline, key)) === undefined;
  const lines = await linesOf(pipeline, key);
  return lines.some(({ action }) => action === 'deleted' || action === 'absent');
}

async function ofRow({ session, target }: Pipeline, key: string): Promise<Seen | undefined> {
  const row = await readRow(await session.tablestore(), target, key);
  if (!row) return undefined;
  return { status: row.status, key: row.key, etag: String(row.columns['ETag'] ?? '') };
}

async function ofLog(pipeline: Pipeline, key: string, etag: string): Promise<Seen | undefined> {
  const line = (await linesOf(pipeline, key)).find(
    (one) => one['etag'] === etag && (one['action'] === 'written' || one['action'] === 'unchanged'),
  );
  return line && { status: String(line['status'] ?? ''), key, etag };
}

type Told = Record<string, unknown>;

/** What the functions logged of an object in this run. */
async function linesOf(pipeline: Pipeline, key: string): Promise<Told[]> {
  const lines = await logLines(pipeline, 'message.message: object');
  return lines.flatMap(({ message }) =>
    typeof message === 'object' && message['key'] === key ? [message] : [],
  );
}

/** Entries of this run. @param query of Log Service */
export async function logLines({ session, target, began }: Pipeline, query: string): Promise<LogLine[]> {
  const { logEndpoint: endpoint = '', logProject: project = '', logStore: logstore = '' } = target;
  const found: LogLine[] = [];
  // Clocks of others may go slow by some seconds.
  const [from, to] = [Math.floor(began / 1000) - 5, Math.floor(Date.now() / 1000) + 5];
  const entries = readLogs({ endpoint, project, logstore }, session.keys, from, to, query);
  for await (const entry of entries) found.push(toLogLine(entry));
  return found;
}
