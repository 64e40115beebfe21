import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, parse, resolve } from 'node:path';
import type { Policy } from '../../contract/policy/policy';
import { PolicyError } from '../../contract/policy/policy-error';
import { readPolicy } from '../../contract/policy/read-policy';
import { parseQuery } from '../../contract/query/parse';
import { QueryError } from '../../contract/query/query-error';
import { PROJECT_ROOT } from '../../lib/project-root';
import { UsageError } from '../program/errors';
import type { Terminal } from '../program/terminal';
import { bareWords } from '../query/bare-words';
import { PATTERN } from '../upload/named-files';
import type { CheckOptions } from './options';

/** The policies that come with this product. */
const READY = join(PROJECT_ROOT, 'assets', 'policies');

/**
 * Judges by a policy: stored reports, all or those that a query finds, or local files. Exit code 1 when any fails.
 * @throws UsageError
 */
export async function check(
  [file = '', ...what]: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  const policy = policyFrom(file, terminal.cwd);
  if (areFiles(what, options, terminal)) {
    if (options.write) throw new UsageError('--write is for rows: local files have none.');
    return (await import('./check-files.js')).checkFiles(policy, what, options, terminal);
  }
  if (what.length > 1) {
    const missing = what.find((one) => !isFile(one, terminal.cwd));
    throw new UsageError(
      `'${missing}' is no file. After the policy, files are expected, or one query: keep it in single quotes.`,
    );
  }
  const [query = ''] = what;
  refuseName(query, terminal.cwd);
  return (await import('./check-rows.js')).checkRows(policy, query, options, terminal);
}

/**
 * A file whose name is misspelt must not be taken for words to look for: nothing would be found, and nothing would fail.
 * @throws UsageError
 */
function refuseName(query: string, cwd: string): void {
  if (statSync(resolve(cwd, query), { throwIfNoEntry: false })?.isDirectory() && query !== '') {
    throw new UsageError(
      `A directory: '${query}'. Take everything in it with -r, or name files, such as '${join(query, '*')}'.`,
    );
  }
  if (!isOfWords(query)) return;
  throw new UsageError(
    `'${query}' is no file and no query. For objects with this in their key, write 'Key~"${query}"'.`,
  );
}

function isOfWords(query: string): boolean {
  try {
    return bareWords(query) !== undefined;
  } catch (error) {
    // Words that no search takes are words; anything else is told with its place where the query is read.
    return error instanceof QueryError && !/[=<>()]/.test(query);
  }
}

/** Reads a policy that the user named. @throws UsageError */
function policyFrom(file: string, cwd: string): Policy {
  try {
    return readPolicy(readFileSync(resolve(cwd, file), 'utf8'), file);
  } catch (error) {
    if (error instanceof PolicyError) throw new UsageError(error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code === 'ENOENT') throw new UsageError(`No such policy: '${file}'.${adviceOn(file)}`);
    if (code === 'EISDIR') throw new UsageError(`A directory: '${file}'. A file with a policy is expected.`);
    throw new UsageError(`The policy '${file}' cannot be read: ${code}.`);
  }
}

/** Where the ready policy of this name is, if there is one. */
function adviceOn(file: string): string {
  const found = readdirSync(READY).find((name) => [name, parse(name).name].includes(basename(file)));
  return found === undefined
    ? ` Ready ones are in '${READY}'.`
    : ` The ready one is '${join(READY, found)}'.`;
}

const isFile = (name: string, cwd: string): boolean =>
  statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isFile() === true;

/**
 * Files are what is there, `-`, quoted patterns, and anything with -r or -0. A query has an operator or a word of its
 * language, and no pattern that names files has one that can be read as a query.
 * @throws UsageError for -r and -0 without names
 */
function areFiles(names: readonly string[], options: CheckOptions, { cwd }: Terminal): boolean {
  if (options.recursive || options.null) {
    if (names.length === 0)
      throw new UsageError('-r needs a folder, and -0 needs - for names on standard input.');
    return true;
  }
  return (
    names.length > 0 &&
    names.every((name) => name === '-' || isFile(name, cwd) || isPattern(name) || isBroken(name))
  );
}

/** A name that is no UTF-8, as it arrives here. */
const isBroken = (name: string): boolean => name.includes('\uFFFD');

const isPattern = (name: string): boolean =>
  PATTERN.test(name) && !/[=<>~()]/.test(name) && (isOfWords(name) || !isQuery(name));

function isQuery(text: string): boolean {
  try {
    parseQuery(text, 0);
    return true;
  } catch {
    return false;
  }
}
