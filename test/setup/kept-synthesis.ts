import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
// With its ending, because without it Jest brings this file.
import * as real from '../../cli/deploy/synthesis-process.js';
import { parseSettings } from '../../lib/settings';

export const { SynthesisError } = real;

/**
 * Takes the place of the real one in all tests: synthesizes each context once in a run, and copies what was made. The same
 * context always gives the same bytes, which app.test.ts checks, but for policies, whose files may change meanwhile.
 */
export async function synthesizeApart(context: Record<string, unknown>, outdir: string): Promise<void> {
  const folder = process.env['SHARED_FOLDER'];
  if (!folder || context['policies'] !== undefined) return real.synthesizeApart(context, outdir);
  const hash = createHash('sha256')
    .update(JSON.stringify(meaningOf(context)))
    .digest('hex');
  const kept = join(folder, `synthesis-${hash}`);
  if (!existsSync(kept)) await make(context, folder, kept);
  cpSync(kept, outdir, { recursive: true });
}

/** Many contexts mean the same settings, because some of them name a default. */
function meaningOf(context: Record<string, unknown>): unknown {
  try {
    return parseSettings(context);
  } catch {
    return context;
  }
}

async function make(context: Record<string, unknown>, folder: string, kept: string): Promise<void> {
  const fresh = mkdtempSync(join(folder, 'synthesis-'));
  try {
    await real.synthesizeApart(context, fresh);
    renameSync(fresh, kept);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another process was first.
    if (!existsSync(kept)) throw error;
  }
}
