import { join } from 'node:path';
import { Command } from 'commander';
import { PROJECT_ROOT } from '../../lib/project-root';
import { ossClient, tablestoreClient } from '../cloud/connection';
import { type ObjectRow, readRow } from '../cloud/rows';
import { chaosFor, chaosOption, renderCounts } from '../local-cloud/chaos-option';
import { exitCodeOf } from '../local-cloud/expected-errors';
import { LocalPipeline } from '../local-cloud/local-pipeline';
import { assertPlatform } from '../local-cloud/platform';
import { Progress } from '../output/progress';
import { Interruption } from '../program/interruption';
import { filesIn, type Input, resolveInputs } from '../upload/inputs';
import { upload } from '../upload/upload';
import { exampleAnswer } from './example';
import { renderRows } from './row-table';

const SAMPLES = join(PROJECT_ROOT, 'assets', 'samples');

interface StartOptions {
  json?: boolean;
  xml?: boolean;
  chaos?: number;
  /** Ends with a question that the samples answer. */
  example?: boolean;
}

/** `npm start`: runs files through the whole pipeline on this machine. Answers with the exit code. */
export async function start(argv: string[]): Promise<number> {
  const command = new Command('npm start --')
    .description('Describe media files with the deployed pipeline, in a stand-in cloud on this machine.')
    .argument('[files...]', 'files to upload; without any, the samples of the project')
    .option('--json', 'print one JSON object per file: key, status, reason, columns, xml')
    .option('--xml', "print MediaInfo's reports as they are stored")
    .addOption(chaosOption())
    .exitOverride();
  return exitCodeOf(async () => {
    command.parse(argv, { from: 'user' });
    const options = command.opts<StartOptions>();
    if (options.json && options.xml) command.error("error: option '--json' cannot be used with '--xml'");
    assertPlatform();
    const inputs = command.args.length > 0 ? resolveInputs(command.args) : filesIn(SAMPLES);
    const example = command.args.length === 0 && !options.json && !options.xml;
    return run(inputs, { ...options, example });
  });
}

async function run(inputs: Input[], options: StartOptions): Promise<number> {
  const interruption = new Interruption();
  const progress = new Progress();
  const unruly = chaosFor(options.chaos);
  try {
    const pipeline = await LocalPipeline.deploy({
      ...unruly,
      onStackEvent: progress.stackEvent,
      onProblem: progress.problem,
    });
    try {
      const interrupted = interruption.code.then((code) => ({ code }));
      const end = await Promise.race([describe(pipeline, inputs, progress), interrupted]);
      if ('code' in end) return end.code;
      if (unruly.chaos) progress.note(renderCounts(unruly.chaos.counts));
      process.stdout.write(`${print(end.rows, options)}\n`);
      if (options.example) process.stdout.write(`\n${await askExample(pipeline, end.rows.length)}`);
      return end.rows.length === inputs.length ? 0 : 1;
    } finally {
      progress.clear();
      await pipeline.close();
    }
  } finally {
    progress.clear();
    interruption.end();
  }
}

async function describe(
  { cloud, connection }: LocalPipeline,
  inputs: Input[],
  progress: Progress,
): Promise<{ rows: ObjectRow[] }> {
  const oss = ossClient(connection);
  for (const input of inputs) {
    const address = `oss://${connection.bucket}/${input.key}`;
    progress.step('upload', address);
    await upload(oss, input, {
      onProgress: (fraction) => progress.advance('upload', address, fraction),
    });
  }
  progress.step('wait', 'until every event is dealt with');
  await cloud.functions.idle();
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

async function askExample({ connection }: LocalPipeline, rows: number): Promise<string> {
  return exampleAnswer(tablestoreClient(connection), connection.table, rows);
}

function print(rows: ObjectRow[], { json, xml }: StartOptions): string {
  if (xml) return rows.map((row) => row.xml ?? '').join('\n');
  if (!json) return `\n${renderRows(rows)}`;
  return rows
    .map(({ key, status, reason, columns, xml }) => JSON.stringify({ key, status, reason, columns, xml }))
    .join('\n');
}
