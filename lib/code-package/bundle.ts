import { existsSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { buildSync } from 'esbuild';
import { PROJECT_ROOT } from '../project-root';
import { CodePackageError } from './code-package-error';
import type { PackedFile } from './zip';

/**
 * Bundles a function into one `index.js`, so that `index.handler` is its handler, with the licence notices of what went
 * in beside it. @throws CodePackageError when there is no such module, or it does not compile
 */
export function bundle(entry: string): PackedFile[] {
  if (!existsSync(entry)) {
    throw new CodePackageError(`Code package: the function '${entry}' must exist.`);
  }
  const { outputFiles } = buildSync({
    // Paths of modules are relative to it, so that no directory of the machine is seen in the output.
    absWorkingDir: PROJECT_ROOT,
    entryPoints: { index: relative(PROJECT_ROOT, entry) },
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
  });
  return outputFiles.map(({ path, contents }) => ({ path: basename(path), content: contents, mode: 0o644 }));
}
