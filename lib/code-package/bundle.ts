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
  // Bundles of their own beside the function's.
  external: ['./check-itself.js', './sweep-slice.js'],
  metafile: true,
  sourcemap: false,
  charset: 'utf8',
  write: false,
  logLevel: 'silent',
} satisfies BuildOptions;

/**
 * Bundles each module into one file, and adds the licences of the bundled packages.
 * @param entries modules by the names of their bundles: that of `index` becomes `index.js`, with the handlers
 * @throws CodePackageError when a module does not exist or does not compile
 */
export function bundle(entries: Record<string, string>): PackedFile[] {
  const { outputFiles, metafile } = compile(entries);
  const notices = Buffer.from(licenceNotices(Object.keys(metafile.inputs)));
  const files = outputFiles.map(({ path, contents }) => ({ path: basename(path), content: contents }));
  return [...files, ...(notices.length > 0 ? [{ path: 'LICENCES.txt', content: notices }] : [])].map(
    (file) => ({ ...file, mode: 0o644 as const }),
  );
}

function compile(entries: Record<string, string>) {
  const modules = Object.values(entries);
  for (const module of modules) {
    if (!existsSync(module)) throw new CodePackageError(`Code package: the function '${module}' must exist.`);
  }
  const entryPoints = Object.fromEntries(
    Object.entries(entries).map(([name, module]) => [name, relative(PROJECT_ROOT, module)]),
  );
  try {
    return buildSync({ ...OPTIONS, entryPoints });
  } catch (error) {
    throw new CodePackageError(
      `Code package: the function '${modules.join("', '")}' must compile. ${(error as Error).message}`,
    );
  }
}
