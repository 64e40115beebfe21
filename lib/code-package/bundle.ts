import { existsSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { PROJECT_ROOT } from '../project-root';
import { CodePackageError } from './code-package-error';
import { licenceNotices } from './notices';
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
  // The licences stand in a file of their own.
  legalComments: 'none',
  metafile: true,
  sourcemap: false,
  charset: 'utf8',
  write: false,
  logLevel: 'silent',
} satisfies BuildOptions;

/**
 * Bundles a function into one `index.js`, so that `index.handler` is its handler, with the licences of the packages that
 * went in beside it.
 * @throws CodePackageError when there is no such module, or it does not compile
 */
export function bundle(entry: string): PackedFile[] {
  const { outputFiles, metafile } = compile(entry);
  const notices = Buffer.from(licenceNotices(Object.keys(metafile.inputs)));
  const files = outputFiles.map(({ path, contents }) => ({ path: basename(path), content: contents }));
  return [...files, ...(notices.length > 0 ? [{ path: 'LICENCES.txt', content: notices }] : [])].map(
    (file) => ({ ...file, mode: 0o644 as const }),
  );
}

function compile(entry: string) {
  if (!existsSync(entry)) {
    throw new CodePackageError(`Code package: the function '${entry}' must exist.`);
  }
  try {
    return buildSync({ ...OPTIONS, entryPoints: { index: relative(PROJECT_ROOT, entry) } });
  } catch (error) {
    throw new CodePackageError(
      `Code package: the function '${entry}' must compile. ${(error as Error).message}`,
    );
  }
}
