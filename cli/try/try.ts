import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';
import { ossClient } from '../cloud/oss-client';
import { type ObjectRow, readRow } from '../cloud/rows';
import { tablestoreClient } from '../cloud/tablestore-client';
import { chaosFor, tellCounts } from '../local-cloud/chaos';
import { withExpectedErrors } from '../local-cloud/expected-errors';
import { LocalPipeline } from '../local-cloud/local-pipeline';
import { assertPlatform } from '../local-cloud/platform';
import { Progress } from '../output/progress';
import { interruptionOf } from '../program/interruption';
import { coloursFor, type Terminal, write } from '../program/terminal';
import { assertSpace } from '../upload/assert-space';
import { handOver, isLarge } from '../upload/hand-over';
import { filesIn, type Input, resolveInputs } from '../upload/inputs';
import { upload } from '../upload/upload';
import { exampleAnswer } from './example';
import { renderRows } from './row-table';

const SAMPLES = join(PROJECT_ROOT, 'assets', 'samples');

export interface TryOptions {
  json?: boolean;
  xml?: boolean;
  /** Seed. */
  chaos?: number;
}

/** Runs files through the whole pipeline on this machine. Without files it takes the project's samples. */
export async function tryFiles(paths: string[], options: TryOptions, terminal: Terminal): Promise<number> {
  return withExpectedErrors(async () => {
    assertPlatform();
    const inputs = paths.length > 0 ? resolveInputs(paths, terminal.cwd) : filesIn(SAMPLES);
    return run(inputs, options, terminal, paths.length === 0 && !options.json && !options.xml);
  });
}

/** @param example true to end with a question that the samples can answer */
async function run(
  inputs: Input[],
  options: TryOptions,
  terminal: Terminal,
  example: boolean,
): Promise<number> {
  const progress = new Progress(terminal);
  const unruly = chaosFor(options.chaos, progress);
  assertSpace(unruly.chaos ? inputs : inputs.filter((input) => !isLarge(input)));
  try {
    const pipeline = await LocalPipeline.deploy({
      ...unruly,
      onStackEvent: progress.stackEvent,
      onProblem: progress.problem,
      onFailedInvocation: unruly.chaos
        ? undefined
        : (failure) => progress.failedInvocation(failure, 'it is tried again'),
    });
    try {
      const interrupted = interruptionOf(terminal.interrupted).then((code) => ({ code }));
      // Under chaos every file is uploaded, so that uploads fail, too.
      const described = describe(pipeline, inputs, progress, unruly.chaos === undefined);
      const end = await Promise.race([described, interrupted]);
      if ('code' in end) return end.code;
      if (unruly.chaos) tellCounts(unruly.chaos.counts, progress);
      await write(terminal.stdout, `${print(end.rows, options, terminal)}\n`);
      if (example) await write(terminal.stdout, `\n${await askExample(pipeline, end.rows.length)}`);
      return end.rows.length === inputs.length ? 0 : 1;
    } finally {
      progress.clear();
      await pipeline.close();
    }
  } finally {
    progress.clear();
  }
}

async function describe(
  { cloud, connection }: LocalPipeline,
  inputs: Input[],
  progress: Progress,
  mayHandOver: boolean,
): Promise<{ rows: ObjectRow[] }> {
  const oss = ossClient(connection);
  for (const input of inputs) {
    const address = `oss://${connection.bucket}/${input.key}`;
    progress.step('upload', address);
    if (mayHandOver && (await handOver(oss, input))) continue;
    await upload(oss, input, {
      onProgress: (fraction) => progress.advance('upload', address, fraction),
    });
  }
  progress.step('wait', 'until every event is dealt with');
  await cloud.functions.idle();
  // Rows are read without faults, because reading them is not part of the pipeline.
  cloud.calm();
  const tablestore = tablestoreClient(connection);
  const rows: ObjectRow[] = [];
  for (const { key } of inputs) {
    const row = await readRow(tablestore, connection, key);
    if (row) rows.push(row);
    else progress.note(`No row was written for '${key}'.`);
  }
  progress.clear();
  return { rows };
}

async function askExample({ connection }: LocalPipeline, rows: number): Promise<string> {
  return exampleAnswer(tablestoreClient(connection), connection.table, rows);
}

function print(rows: ObjectRow[], { json, xml }: TryOptions, terminal: Terminal): string {
  if (xml) return rows.map((row) => row.xml ?? '').join('\n');
  if (!json) return `\n${renderRows(rows, coloursFor(terminal.stdout, terminal.env))}`;
  return rows
    .map(({ key, status, reason, columns, xml }) => JSON.stringify({ key, status, reason, columns, xml }))
    .join('\n');
}
