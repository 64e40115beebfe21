import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import pc from 'picocolors';
import { PROJECT_ROOT } from '../lib/project-root';
import { ossClient, tablestoreClient } from './connection';
import { filesIn, type Input, InputError, resolveInputs } from './inputs';
import { LocalPipeline } from './local-pipeline';
import { showProblem, showStackEvent } from './progress';
import { renderRows } from './row-table';
import { type ObjectRow, readRow } from './rows';
import { upload } from './upload';

const SAMPLES = join(PROJECT_ROOT, 'assets', 'samples');

interface StartOptions {
  json?: boolean;
  xml?: boolean;
}

/** `npm start`: runs files through the whole pipeline on this machine. Answers with the exit code. */
export async function start(argv: string[]): Promise<number> {
  const command = new Command('npm start --')
    .description('Describe media files with the deployed pipeline, in a stand-in cloud on this machine.')
    .argument('[files...]', 'files to upload; without any, the samples of the project')
    .option('--json', 'print one JSON object per file: key, status, reason, columns, xml')
    .option('--xml', "print MediaInfo's reports as they are stored")
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
    const options = command.opts<StartOptions>();
    if (options.json && options.xml) command.error("error: option '--json' cannot be used with '--xml'");
    const inputs = command.args.length > 0 ? resolveInputs(command.args) : filesIn(SAMPLES);
    return await describe(inputs, options);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof InputError) {
      process.stderr.write(`${error.message}\n`);
      return 2;
    }
    throw error;
  }
}

async function describe(inputs: Input[], options: StartOptions): Promise<number> {
  const pipeline = await LocalPipeline.deploy({ onStackEvent: showStackEvent, onProblem: showProblem });
  try {
    const { cloud, connection } = pipeline;
    const oss = ossClient(connection);
    for (const input of inputs) {
      process.stderr.write(`${pc.dim('upload')}  oss://${connection.bucket}/${input.key}\n`);
      await upload(oss, input);
    }
    await cloud.functions.idle();
    const tablestore = tablestoreClient(connection);
    const rows: ObjectRow[] = [];
    for (const { key } of inputs) {
      const row = await readRow(tablestore, connection, key);
      if (row) rows.push(row);
      else process.stderr.write(`No row was written for '${key}'.\n`);
    }
    process.stdout.write(`${print(rows, options)}\n`);
    return rows.length === inputs.length ? 0 : 1;
  } finally {
    await pipeline.close();
  }
}

function print(rows: ObjectRow[], { json, xml }: StartOptions): string {
  if (xml) return rows.map((row) => row.xml ?? '').join('\n');
  if (!json) return `\n${renderRows(rows)}`;
  return rows
    .map(({ key, status, reason, columns, xml }) => JSON.stringify({ key, status, reason, columns, xml }))
    .join('\n');
}
