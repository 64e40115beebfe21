import { statSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../statistics';
import type { DeployedCode } from '../tools/function-instance';
import { timedCommand } from '../tools/timed-command';

const RUNS = 21;

export interface PackageFigures {
  bundleKB: number;
  zipMB: number;
  /** Time to load the bundle in a new process, without the start of the process itself. */
  requireMs: number;
}

export async function packageFigures({ directory, built }: DeployedCode): Promise<PackageFigures> {
  const bundle = join(directory, 'index.js');
  const script =
    'const start = process.hrtime.bigint(); require(process.argv[1]); ' +
    'console.log(Number(process.hrtime.bigint() - start) / 1e6)';
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { stdout } = await timedCommand({ file: process.execPath, args: ['-e', script, bundle] });
    times.push(Number(stdout));
  }
  return { bundleKB: statSync(bundle).size / 1e3, zipMB: built.bytes / 1e6, requireMs: median(times) };
}
