import { createHash } from 'node:crypto';
import { cpSync } from 'node:fs';
// With its ending, because without it Jest brings this file.
import * as real from '../../cli/deploy/synthesis-process.js';
import { keptFolder } from './kept-folder';

export const { SynthesisError } = real;

/**
 * Takes the place of the real one in all tests: synthesizes each context once in a run, and copies what was made. The same
 * context always gives the same bytes, which app.test.ts checks, but for policies, whose files may change meanwhile.
 */
export async function synthesizeApart(context: Record<string, unknown>, outdir: string): Promise<void> {
  if (context['policies'] !== undefined) return real.synthesizeApart(context, outdir);
  const hash = createHash('sha256').update(JSON.stringify(context)).digest('hex');
  const kept = await keptFolder(`synthesis-${hash}`, (fresh) => real.synthesizeApart(context, fresh));
  cpSync(kept, outdir, { recursive: true });
}
