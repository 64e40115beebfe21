import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CodeZip } from './code-zip';

/** Beside the compiled library. Beside its sources there is no such directory: they are built anew, so never stale. */
const READY_MADE = join(__dirname, '..', '..', 'code');

let own: CodeZip | undefined;

function readyMade(): CodeZip | undefined {
  let names: string[];
  try {
    names = readdirSync(READY_MADE);
  } catch {
    return undefined;
  }
  const [name] = names.filter((one) => one.endsWith('.zip'));
  return name === undefined ? undefined : { path: join(READY_MADE, name), sha256: basename(name, '.zip') };
}

/**
 * The zip that the published package brings, or in a checkout one that is built from the sources; the same bytes for the
 * same commit. Once for each process.
 * @throws CodePackageError when it cannot be built
 */
export function ownCodePackage(): CodeZip {
  own ??= readyMade() ?? build();
  return own;
}

function build(): CodeZip {
  // Loaded only here: the published package is installed without the bundler.
  const { buildCodePackage } = require('./build-code-package') as typeof import('./build-code-package');
  return buildCodePackage();
}
