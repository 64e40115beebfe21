import { existsSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { PROJECT_ROOT } from '../project-root';
import { CodePackageError } from './code-package-error';
import { licenceNotices } from './notices';
import type { PackedFile } from './packed-file';

/** Fixes every option that could make esbuild's output differ between machines. */
const OPTIONS = {
  // Module paths are relative to this directory, so that the output contains no path of this machine.
  absWorkingDir: PROJECT_ROOT,
  outdir: 'bundle',
  bundle: true,
  minify: true,
  platform: 'node',
  // The runtime of the function.
  target: 'node20',
  format: 'cjs',
  // The licences are in a separate file.
  legalComments: 'none',
  metafile: true,
  sourcemap: false,
  charset: 'utf8',
  write: false,
  logLevel: 'silent',
} satisfies BuildOptions;

/**
 * Bundles a function into one `index.js`, whose handler is `index.handler`, and adds the licences of the
 * bundled packages.
 * @throws CodePackageError when the module does not exist or does not compile
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
