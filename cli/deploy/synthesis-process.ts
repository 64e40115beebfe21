import { UserError } from '../program/errors';
import { entryPoint, runNode } from '../program/own-process';

/** The synthesis failed. The message is what its process printed. */
export class SynthesisError extends UserError {
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
  const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) };
  const { code, signal, said } = await runNode(entryPoint('app'), { env });
  if (code === 0) return;
  throw new SynthesisError(said || `The synthesis ended with ${signal ?? `exit code ${code}`}.`);
}
