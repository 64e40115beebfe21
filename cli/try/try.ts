import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';
import type { ObjectRow } from '../cloud/rows';
import { tablestoreClient } from '../cloud/tablestore-client';
import { indexOf } from '../find/find';
import { chaosFor, tellCounts } from '../local-cloud/chaos';
import { describingContext } from '../local-cloud/describing-context';
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
import { isLarge } from '../upload/hand-over';
import { filesIn, type Input, InputError } from '../upload/inputs';
import { type FileOptions, inputsOf } from '../upload/named-files';
import { describe } from './describe-files';
import { exampleAnswer } from './example';
import { renderRows } from './row-table';

const SAMPLES = join(PROJECT_ROOT, 'assets', 'samples');

export interface TryOptions extends FileOptions {
  json?: boolean;
  xml?: boolean;
  /** Settings, each as `name=value`. */
  context?: string[];
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
      context: describingContext(options.context),
      onEvent: progress.stackEvent,
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
