import { once } from 'node:events';
import { Command, CommanderError } from 'commander';
import { LocalPipeline } from './local-pipeline';
import { showProblem, showStackEvent } from './progress';

/** `npm run local`: keeps the deployed pipeline up until it is interrupted. Answers with the exit code. */
export async function local(argv: string[]): Promise<number> {
  const command = new Command('npm run local --')
    .description('Keep the pipeline up on this machine until Ctrl-C; the first line says how to reach it.')
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const pipeline = await LocalPipeline.deploy({ onStackEvent: showStackEvent, onProblem: showProblem });
  try {
    process.stdout.write(`${JSON.stringify(pipeline.connection)}\n`);
    process.stderr.write('Objects put into the bucket get their rows in the table. Ctrl-C ends it.\n');
    await interrupted;
    return 0;
  } finally {
    await pipeline.close();
  }
}
