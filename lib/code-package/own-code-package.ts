import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root';
import { CodePackageError } from './code-package-error';
import type { CodeZip } from './code-zip';

/** `npm run build:library` writes it when the package is made. */
export const READY_MADE = join(PROJECT_ROOT, 'dist', 'library', 'code');

/** Only exists in a checkout. */
const SOURCES = join(PROJECT_ROOT, 'functions', 'extract', 'index.ts');

let own: CodeZip | undefined;

/** Describes the zip beside it. */
export const READY_MADE_FILE = 'code.json';

/** @throws CodePackageError */
export function readyMadeCode(directory = READY_MADE): CodeZip {
  try {
    const { file, ...about } = JSON.parse(readFileSync(join(directory, READY_MADE_FILE), 'utf8'));
    return { path: join(directory, file), ...about };
  } catch (error) {
    throw new CodePackageError(
      `Code package: the zip of the functions must be in '${directory}' (${(error as Error).message}). Install media-metadata anew.`,
    );
  }
}

/**
 * The zip in the published package. In a checkout, a zip built from the sources, so that it is never out of
 * date. The same commit gives the same bytes either way. Built once per process.
 * @throws CodePackageError when there is no zip and none can be built
 */
export function ownCodePackage(): CodeZip {
  own ??= existsSync(SOURCES) ? build() : readyMadeCode();
  return own;
}

function build(): CodeZip {
  // Loaded only here, because the published package is installed without the bundler.
  const { buildCodePackage } = require('./build-code-package') as typeof import('./build-code-package');
  return buildCodePackage();
}
