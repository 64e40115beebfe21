import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root';
import { CodePackageError } from './code-package-error';

/** In the project; for a checkout that belongs to somebody else, among the user's own caches. */
const candidates = (): string[] => [
  join(PROJECT_ROOT, '.cache'),
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'media-metadata'),
];

/**
 * Where what is built is kept: the first of some directories that this user may write to.
 * @param directories @default - `.cache` of the project, then the user's own
 * @throws CodePackageError when there is none
 */
export function cacheDirectory(directories = candidates()): string {
  const usable = directories.find((directory) => {
    try {
      mkdirSync(directory, { recursive: true });
      accessSync(directory, constants.W_OK | constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (usable) return usable;
  const tried = directories.map((directory) => `'${directory}'`).join(', ');
  throw new CodePackageError(
    `Code package: there is no directory to keep it in; ${tried} cannot be written to. Set XDG_CACHE_HOME to one that can.`,
  );
}
