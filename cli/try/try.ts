import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';
import { ossClient } from '../cloud/oss-client';
import { type ObjectRow, readRow } from '../cloud/rows';
import { tablestoreClient } from '../cloud/tablestore-client';
import { indexOf } from '../find/find';
import { chaosFor, tellCounts } from '../local-cloud/chaos';
import { withExpectedErrors } from '../local-cloud/expected-errors';
import { LocalPipeline } from '../local-cloud/local-pipeline';
import { assertPlatform } from '../local-cloud/platform';
import { sessionOf } from '../local-cloud/session-of';
import { Progress } from '../output/progress';
import { interruptionOf } from '../program/interruption';
import { jsonText, xmlText } from '../program/printable';
import { coloursFor, type Terminal, widthOf, write, writeAsIs } from '../program/terminal';
import { untilIndexed } from '../search/until-indexed';
import { assertSpace } from '../upload/assert-space';
import { handOver, isLarge } from '../upload/hand-over';
import { filesIn, type Input, InputError } from '../upload/inputs';
import { type FileOptions, inputsOf } from '../upload/named-files';
import { UploadInterruptedError, upload } from '../upload/upload';
import { exampleAnswer } from './example';
import { renderRows } from './row-table';

const SAMPLES = join(PROJECT_ROOT, 'assets', 'samples');

export interface TryOptions extends FileOptions {
  json?: boolean;
  xml?: boolean;
  /** Seed. */
  chaos?: number;
  browse?: boolean;
}

/** Runs files through the whole pipeline on this machine. Without files it takes the project's samples. */
export async function tryFiles(paths: string[], options: TryOptions, terminal: Terminal): Promise<number> {
  return withExpectedErrors(async () => {
    assertPlatform();
    if (paths.length === 0 && (options.recursive || options.null))
      throw new InputError('-r needs a folder, and -0 needs - for names on standard input.');
    const inputs = paths.length > 0 ? await inputsOf(paths, options, terminal) : filesIn(SAMPLES);
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
        : (failure) => {
            // Once interrupted, instances are ended in the middle of their work.
            if (!terminal.interrupted.aborted) progress.failedInvocation(failure, 'it is tried again');
          },
    });
    try {
      const interrupted = interruptionOf(terminal.interrupted).then((code) => ({ code }));
      // Under chaos every file is uploaded, so that uploads fail, too.
      const described = describe(pipeline, inputs, progress, terminal, unruly.chaos === undefined);
      const end = await Promise.race([described, interrupted]);
      if ('code' in end) return end.code;
      if (unruly.chaos) tellCounts(unruly.chaos.counts, progress);
      const print = options.xml && !terminal.stdout.isTTY ? writeAsIs : write;
      await print(terminal.stdout, `${textOf(end.rows, options, terminal)}\n`);
      if (example) await write(terminal.stdout, `\n${await askExample(pipeline, end.rows.length)}`);
      const code = end.rows.length === inputs.length ? 0 : 1;
      if (options.browse) await showPage(pipeline, end.rows.length, terminal);
      else if (terminal.stdout.isTTY) await write(terminal.stderr, OFFER);
      return code;
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
    else progress.note(`No row was written for '${key}'.`);
  }
  progress.clear();
  return { rows };
}

/** Where people see it, not programs. */
const OFFER =
  "\n'npx media try --browse' with the same files opens a page on them: to ask, to look, with pictures.\n";

async function showPage({ connection }: LocalPipeline, rows: number, terminal: Terminal): Promise<void> {
  const session = sessionOf(connection);
  await untilIndexed(indexOf(session), rows);
  const { showUntilInterrupted } = await import('../browse/browse.js');
  await showUntilInterrupted(session, '', {}, terminal);
}

async function askExample({ connection }: LocalPipeline, rows: number): Promise<string> {
  return exampleAnswer(tablestoreClient(connection), connection.table, rows);
}

function textOf(rows: ObjectRow[], { json, xml }: TryOptions, terminal: Terminal): string {
  if (xml) {
    const text = rows.map((row) => row.xml ?? '').join('\n');
    return terminal.stdout.isTTY ? xmlText(text) : text;
  }
  if (!json)
    return `\n${renderRows(rows, coloursFor(terminal.stdout, terminal.env), widthOf(terminal.stdout))}`;
  return rows
    .map(({ key, status, reason, columns, xml }) => jsonText({ key, status, reason, columns, xml }))
    .join('\n');
}
