import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PROJECT_ROOT } from '../project-root';
import { CodePackageError } from './code-package-error';
import type { CodeZip } from './code-zip';

/** Put there when the package is made; see `npm run build:library`. */
const READY_MADE = join(PROJECT_ROOT, 'dist', 'library', 'code');

/** In a checkout only. */
const SOURCES = join(PROJECT_ROOT, 'functions', 'extract', 'index.ts');

let own: CodeZip | undefined;

/** @throws CodePackageError */
export function readyMadeCode(directory = READY_MADE): CodeZip {
  const [name, ...others] = existsSync(directory)
    ? readdirSync(directory).filter((one) => /^[0-9a-f]{64}\.zip$/.test(one))
    : [];
  if (name === undefined || others.length > 0) {
    throw new CodePackageError(
      `Code package: '${directory}' must hold one zip, ${others.length + (name ? 1 : 0)} found. Install media-metadata anew.`,
    );
  }
  return { path: join(directory, name), sha256: basename(name, '.zip') };
}

/**
 * The zip that the published package brings; in a checkout one that is built from the sources, so that it is never
 * stale. The same commit gives the same bytes either way. Made once for each process.
 * @throws CodePackageError when there is none and none can be built
 */
export function ownCodePackage(): CodeZip {
  own ??= existsSync(SOURCES) ? build() : readyMadeCode();
  return own;
}

function build(): CodeZip {
  // Loaded only here: the published package is installed without the bundler.
  const { buildCodePackage } = require('./build-code-package') as typeof import('./build-code-package');
  return buildCodePackage();
}
