import { existsSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { PROJECT_ROOT } from '../project-root';
import { CodePackageError } from './code-package-error';
import type { PackedFile } from './packed-file';

/** Everything of esbuild's output that could differ between machines is fixed here. */
const OPTIONS = {
  // Paths of modules are relative to it, so that no directory of the machine is seen in the output.
  absWorkingDir: PROJECT_ROOT,
  outdir: 'bundle',
  bundle: true,
  minify: true,
  platform: 'node',
  // The runtime of the function.
  target: 'node20',
  format: 'cjs',
  // Loaded by the OSS SDK only when a proxy is configured, and not installed with it.
  external: ['proxy-agent'],
  legalComments: 'linked',
  sourcemap: false,
  charset: 'utf8',
  write: false,
  logLevel: 'silent',
} satisfies BuildOptions;

/**
 * Bundles a function into one `index.js`, so that `index.handler` is its handler, with the licence notices of what went
 * in beside it.
 * @throws CodePackageError when there is no such module, or it does not compile
 */
export function bundle(entry: string): PackedFile[] {
  if (!existsSync(entry)) {
    throw new CodePackageError(`Code package: the function '${entry}' must exist.`);
  }
  try {
    const entryPoints = { index: relative(PROJECT_ROOT, entry) };
    const { outputFiles } = buildSync({ ...OPTIONS, entryPoints });
    return outputFiles.map(({ path, contents }) => ({
      path: basename(path),
      content: contents,
      mode: 0o644,
    }));
  } catch (error) {
    throw new CodePackageError(
      `Code package: the function '${entry}' must compile. ${(error as Error).message}`,
    );
  }
}
