import { accessSync, constants, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../program/errors';

/** A local file and the key for its upload. */
export interface Input {
  path: string;
  key: string;
  size: number;
}

/** A file that the user named cannot be read. */
export class InputError extends UsageError {
  override name = 'InputError';
}

/**
 * The files to upload, each once. A file's key is its name. Files with the same name get their path below the
 * working directory as the key (or the whole path when they are elsewhere), so that none replaces another.
 * @throws InputError that lists every path that is missing, not readable or not a regular file
 */
export function resolveInputs(paths: string[], cwd = process.cwd()): Input[] {
  const problems: string[] = [];
  const found = new Map<string, Input>();
  for (const path of paths.map((given) => resolve(cwd, given))) {
    const stat = statSync(path, { throwIfNoEntry: false });
    const problem = problemOf(path, stat);
    if (problem) problems.push(problem);
    else found.set(path, { path, key: basename(path), size: stat!.size });
  }
  if (problems.length > 0) {
    throw new InputError(problems.join('\n'));
  }
  const inputs = [...found.values()];
  const names = inputs.map(({ key }) => key);
  const shared = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  return inputs.map((input) => (shared.has(input.key) ? { ...input, key: longKey(input.path, cwd) } : input));
}

function problemOf(path: string, stat: Stats | undefined): string | undefined {
  if (!stat) return `No such file: '${path}'.`;
  if (stat.isDirectory())
    return `A directory: '${path}'. Name the files in it, such as '${join(path, '*')}'.`;
  if (!stat.isFile()) return `Not a regular file: '${path}'.`;
  try {
    accessSync(path, constants.R_OK);
  } catch {
    return `Not readable for you: '${path}'.`;
  }
  return undefined;
}

/** The files of a folder, sorted by name. */
export function filesIn(folder: string): Input[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ path: join(folder, name), key: name, size: statSync(join(folder, name)).size }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function longKey(path: string, cwd: string): string {
  const below = relative(cwd, path);
  const outside = below.startsWith('..') || isAbsolute(below);
  // A key may not begin with a slash.
  return (outside ? path.replace(/^([A-Za-z]:)?[\\/]+/, '') : below).split(sep).join('/');
}
