import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../lib/project-root';

const run = promisify(execFile);

/** The Node.js of a package of `package.json` in this folder. */
export const nodeOf = (name: string): string => join(__dirname, 'node_modules', name, 'bin', 'node');

/**
 * Runs an npm script of the project under a Node.js, npm itself and all that the script starts included, and answers with
 * what it printed.
 * @param node path of the executable
 * @throws an error with what the script wrote to its stderr, when it does not end with 0
 */
export async function npmRun(
  node: string,
  script: string,
  argv: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const PATH = `${dirname(node)}:${process.env['PATH']}`;
  const { stdout } = await run('npm', ['run', '--silent', script, '--', ...argv], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ...env, PATH },
    maxBuffer: 1e8,
  });
  return stdout;
}

/** Synthesizes an app of somebody who uses the library. */
export async function synthesizeExample(node: string, outdir: string): Promise<void> {
  await run(node, ['--import', 'tsx', 'examples/own-app/app.ts'], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, CDK_OUTDIR: outdir },
  });
}

/** The version of Node.js that scripts get. */
export async function versionOf(node: string): Promise<string> {
  const { stdout } = await run(node, ['--version']);
  return stdout.trim();
}
