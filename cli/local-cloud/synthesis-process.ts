import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_ROOT } from '../../lib/project-root';
import { COMPILED_DIRECTORY } from '../program/compiled';
import { MendableError } from '../program/errors';

/** The CDK app: compiled with the command, or from its source where the command itself is. */
const APP = COMPILED_DIRECTORY
  ? [join(COMPILED_DIRECTORY, 'app.cjs')]
  : ['--import', 'tsx', join('bin', 'app.ts')];

/** A synthesis that failed, in the words of its process. */
export class SynthesisError extends MendableError {
  override name = 'SynthesisError';
}

/**
 * Synthesizes the stack in a process of its own, as the official CLI does: the CDK takes some 100 MB, which nobody
 * needs afterwards.
 * @param context settings as a CDK context
 * @param outdir absolute path of the directory to write to
 * @throws SynthesisError with what the process wrote to its stderr
 */
export async function synthesizeApart(context: Record<string, unknown>, outdir: string): Promise<void> {
  const child = spawn(process.execPath, APP, {
    cwd: PROJECT_ROOT,
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
    // A group of its own: what Ctrl-C means is decided by who waits for it.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (code === 0) return;
  throw new SynthesisError(said.trim() || `The synthesis ended with ${signal ?? `exit code ${code}`}.`);
}
