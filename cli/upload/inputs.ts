import { accessSync, constants, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import { UsageError } from '../program/errors';
import { absolute, type FileName } from './file-name';

/** A local file and the key for its upload. */
export interface Input {
  path: string;
  key: string;
  size: number;
  /** The path's bytes where it is no UTF-8; `path` is then for people only. */
  bytes?: Buffer;
}

/** A file that was named, or found below a folder. */
export interface NamedFile {
  name: FileName;
  /** @default - the file's name */
  key?: string;
}

/** A file that the user named cannot be read. */
export class InputError extends UsageError {
  override name = 'InputError';
}

/**
 * The files to upload, each once. A file's key is its name, or its path from the folder that was named; files that share
 * a key keep their path below the working directory (or their whole path, where they lie elsewhere) so that none hides
 * another.
 * @throws InputError that lists every path that is missing, not readable or no regular file
 */
export function resolveInputs(files: readonly (string | NamedFile)[], cwd = process.cwd()): Input[] {
  const problems: string[] = [];
  const found = new Map<string, Input>();
  for (const file of files) {
    const { name, key } = typeof file === 'string' ? { name: { text: file }, key: undefined } : file;
    const { text: path, bytes } = absolute(name, cwd);
    const stat = statSync(bytes ?? path, { throwIfNoEntry: false });
    const problem = problemOf(path, bytes ?? path, stat);
    if (problem) problems.push(problem);
    else {
      const input = { path, key: key ?? basename(path), size: stat!.size, ...(bytes ? { bytes } : {}) };
      found.set(bytes ? bytes.toString('latin1') : path, input);
    }
  }
  if (problems.length > 0) throw new InputError(problems.join('\n'));
  const inputs = [...found.values()];
  const shared = sharedKeys(inputs);
  const keyed = inputs.map((input) =>
    shared.has(input.key) ? { ...input, key: longKey(input.path, cwd) } : input,
  );
  const [still] = sharedKeys(keyed);
  if (still !== undefined) {
    const paths = keyed.filter(({ key }) => key === still).map(({ path }) => `'${path}'`);
    throw new InputError(
      `${paths.join(' and ')} would have the same key '${still}': upload them one by one.`,
    );
  }
  return keyed;
}

const sharedKeys = (inputs: readonly Input[]): Set<string> => {
  const seen = new Set<string>();
  return new Set(inputs.map(({ key }) => key).filter((key) => seen.has(key) || !seen.add(key)));
};

function problemOf(path: string, real: string | Buffer, stat: Stats | undefined): string | undefined {
  if (!stat) return `No such file: '${path}'.`;
  if (stat.isDirectory())
    return `A directory: '${path}'. Take everything in it with -r, or name files, such as '${join(path, '*')}'.`;
  if (!stat.isFile()) return `Not a regular file: '${path}'.`;
  try {
    accessSync(real, constants.R_OK);
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
