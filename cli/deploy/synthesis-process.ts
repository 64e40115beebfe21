import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_ROOT } from '../../lib/project-root';
import { COMPILED_DIRECTORY } from '../program/compiled';
import { MendableError } from '../program/errors';

/** The CDK app: the compiled one when the command is compiled, otherwise its source. */
const APP = COMPILED_DIRECTORY
  ? [join(COMPILED_DIRECTORY, 'app.cjs')]
  : ['--import', 'tsx', join('bin', 'app.ts')];

/** The synthesis failed. The message is what its process printed. */
export class SynthesisError extends MendableError {
  override name = 'SynthesisError';
}

/**
 * Synthesizes the stack in a separate process, as the official CLI does. The CDK takes some 100 MB of memory,
 * which are not needed afterwards.
 * @param context settings in the form of a CDK context
 * @param outdir absolute path of the output directory
 * @throws SynthesisError with what the process wrote to stderr
 */
export async function synthesizeApart(context: Record<string, unknown>, outdir: string): Promise<void> {
  const child = spawn(process.execPath, APP, {
    cwd: PROJECT_ROOT,
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
    // Its own process group, so that Ctrl-C only reaches this process, which then decides what to do.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (code === 0) return;
  throw new SynthesisError(said.trim() || `The synthesis ended with ${signal ?? `exit code ${code}`}.`);
}
