import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { removeOld } from '../../lib/code-package';
import { PROJECT_ROOT } from '../../lib/project-root';
import type { Recipe, Segment } from './recipes';
import { growMp4 } from './sparse-mp4';

const run = promisify(execFile);

/** A file to be described. */
export interface CorpusFile {
  /** Name of the case. */
  name: string;
  /** Key in the bucket. */
  key: string;
  path: string;
  /** Bytes. */
  size: number;
}

const CACHE = join(PROJECT_ROOT, '.cache', 'bench', 'corpus');
const FIXTURES = join(PROJECT_ROOT, 'test', 'fixtures', 'media');

/** The first line of a program's version output; undefined when the program is not installed. */
export function versionLine(program: string): string | undefined {
  try {
    return execFileSync(program, ['-version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')[0]
      ?.replace(/ Copyright.*/, '');
  } catch {
    return undefined;
  }
}

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);

/**
 * Makes a file unless the cache has a file of the same recipe. An incomplete file never gets the final name.
 */
async function cached(
  name: string,
  extension: string,
  recipe: unknown,
  make: (path: string) => Promise<void>,
): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const file = `${name}-${hashOf(recipe)}.${extension}`;
  const path = join(CACHE, file);
  if (existsSync(path)) return path;
  const unfinished = join(CACHE, `unfinished-${process.pid}-${file}`);
  try {
    await make(unfinished);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  removeOld(CACHE, new RegExp(`^${name}-[0-9a-f]{12}\\.${extension}$`), file);
  return path;
}

const ffmpeg = (...args: string[]) => run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);

const makeSegment = (segment: Segment): Promise<string> =>
  cached(`segment-${segment.name}`, segment.extension, segment, async (path) => {
    await ffmpeg(...segment.args, path);
  });

async function make(recipe: Recipe): Promise<string> {
  const { name, extension, segment, loops = 0, args, sparseBytes } = recipe;
  const input = segment && (await makeSegment(segment));
  const content = { segment, loops, args, sparseBytes };
  return cached(name, extension, content, async (path) => {
    await ffmpeg(...(input ? ['-stream_loop', String(loops), '-i', input] : []), ...args, path);
    if (sparseBytes) await growMp4(path, sparseBytes);
  });
}

/**
 * Makes the files of some recipes. It takes half a minute the first time; later they come from the cache.
 *
 * @param hasFfmpeg if false, small fixtures of the repository are used instead
 */
export async function makeCorpus(
  recipes: readonly Recipe[],
  hasFfmpeg: boolean,
  told: (line: string) => void,
): Promise<CorpusFile[]> {
  const files: CorpusFile[] = [];
  for (const recipe of recipes) {
    const start = performance.now();
    const path = hasFfmpeg ? await make(recipe) : join(FIXTURES, recipe.fixture);
    const { size } = statSync(path);
    const seconds = (performance.now() - start) / 1000;
    if (seconds > 0.1) told(`${recipe.name}: ${(size / 1e6).toFixed(1)} MB made in ${seconds.toFixed(1)} s`);
    files.push({ name: recipe.name, key: `${recipe.name}.${recipe.extension}`, path, size });
  }
  return files;
}
