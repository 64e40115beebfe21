import { type Stats, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { oneLine } from '../program/printable';
import { type Terminal, write } from '../program/terminal';
import { absolute, type FileName, fileName, pathOf } from './file-name';
import { filesBelow, namesReadAs } from './folder';
import { type Input, InputError, type NamedFile, resolveInputs } from './inputs';

/** Options of every command that takes files. */
export interface FileOptions {
  /** Takes everything below a folder. */
  recursive?: boolean;
  /** Names on standard input end with NUL instead of a line break. */
  null?: boolean;
}

/** What a shell would have expanded, had the pattern not been quoted. */
export const PATTERN = /[*?[\]{}]/;

/**
 * The files that arguments name: files, folders, patterns such as `'films/*.mp4'`, and `-` for names on standard input.
 * Says on standard error which key a file gets whose name is no UTF-8.
 * @throws InputError with everything that is not there or cannot be read
 */
export async function inputsOf(
  given: readonly string[],
  options: FileOptions,
  terminal: Terminal,
): Promise<Input[]> {
  const { cwd } = terminal;
  const names = (await Promise.all(given.map((one) => namesOf(one, options, terminal)))).flat();
  const dangling: string[] = [];
  const files = names.flatMap((name) => filesOf(name, options, cwd, (path) => dangling.push(path)));
  if (dangling.length > 0) await tellDangling(dangling, terminal);
  if (files.length === 0) {
    const folders = names.map(({ text }) => `'${text}'`).join(', ');
    throw new InputError(folders ? `No file below ${folders}.` : 'Standard input names no file.');
  }
  const inputs = resolveInputs(files, cwd);
  for (const { key, bytes } of inputs) {
    if (!bytes) continue;
    const line = `The name of a file is no UTF-8, as keys are; bytes that are none became %XX: '${key}'.`;
    await write(terminal.stderr, `${oneLine(line)}\n`);
  }
  return inputs;
}

/** Names that are listed; of more, how many there are. */
const MOST_LISTED = 10;

async function tellDangling(paths: readonly string[], { stderr }: Terminal): Promise<void> {
  const listed = paths.slice(0, MOST_LISTED).map((path) => `'${path}'`);
  const more = paths.length > MOST_LISTED ? ` and ${paths.length - MOST_LISTED} more` : '';
  const what = paths.length === 1 ? 'A link that leads nowhere was' : 'Links that lead nowhere were';
  await write(stderr, `${oneLine(`${what} passed over: ${listed.join(', ')}${more}.`)}\n`);
}

async function namesOf(given: string, options: FileOptions, terminal: Terminal): Promise<FileName[]> {
  if (given === '-') return namesOnInput(terminal, options.null ? 0x00 : 0x0a);
  const path = resolve(terminal.cwd, given);
  if (statOf({ text: path })) return [{ text: given }];
  const read = given.includes('\uFFFD') ? namesReadAs(dirname(path), basename(path)) : [];
  if (read.length > 0) return read;
  return PATTERN.test(given) ? fitting(given, options, terminal.cwd) : [{ text: given }];
}

/** One name a line, as they are: a star in them is a star. */
async function namesOnInput({ stdin }: Terminal, end: number): Promise<FileName[]> {
  const text = stdin ? await buffer(stdin) : Buffer.alloc(0);
  const names: FileName[] = [];
  for (let start = 0; start < text.length; ) {
    const at = text.indexOf(end, start);
    const next = at < 0 ? text.length : at;
    if (next > start) names.push(fileName(text.subarray(start, next)));
    start = next + 1;
  }
  return names;
}

/** Files that fit a pattern as in a shell: `*` takes no slash, `**` does, and neither takes a dot at the beginning. */
async function fitting(pattern: string, { recursive }: FileOptions, cwd: string): Promise<FileName[]> {
  const { glob } = await import('tinyglobby');
  const found = await glob(pattern, { cwd, onlyFiles: !recursive, expandDirectories: false });
  if (found.length === 0) throw new InputError(`No file fits '${pattern}' in '${cwd}'.`);
  return found.sort().flatMap((path) => {
    const whole = resolve(cwd, path);
    return statOf({ text: whole }) ? [{ text: path }] : namesReadAs(dirname(whole), basename(whole));
  });
}

/** The file, or with `recursive` what is below the folder: keys then begin with the folder's name. */
function filesOf(
  name: FileName,
  { recursive }: FileOptions,
  cwd: string,
  onDangling: (path: string) => void,
): NamedFile[] {
  const stat = recursive ? statOf(absolute(name, cwd)) : undefined;
  if (!stat?.isDirectory()) return [{ name }];
  // `.` and `..` are no names that belong into a key.
  const last = basename(name.text);
  const prefix = last === '.' || last === '..' || last === '' ? '' : `${last}/`;
  try {
    const folder = pathOf(absolute(name, cwd));
    return filesBelow(folder, (below) => onDangling(`${name.text}/${below}`)).map((file) => ({
      name: file.name,
      key: `${prefix}${file.below}`,
    }));
  } catch (error) {
    throw new InputError(`'${name.text}' cannot be read: ${(error as Error).message}.`);
  }
}

const statOf = (name: FileName): Stats | undefined => {
  try {
    return statSync(pathOf(name), { throwIfNoEntry: false });
  } catch {
    // Such as a path through a file.
    return undefined;
  }
};
