import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { licenceNotices } from '../lib/code-package/notices';
import { PROJECT_ROOT } from '../lib/project-root';
import { bundleCommand } from './bundle-command';

/** Files that decide what is compiled without being compiled themselves; the last one tells of every other package. */
const ALSO_INPUTS = [
  'package.json',
  'tsconfig.json',
  'launcher/compile.ts',
  'launcher/bundle-command.ts',
  'node_modules/.package-lock.json',
];

/** What an earlier compilation left is kept for a day: a command that is still running may load more of it. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** Path relative to the project, size in bytes and time of change in milliseconds; `null` for a file that is not there. */
type Input = [path: string, size: number | null, changed: number | null];

/**
 * Compiles the command into a directory of `dist` that is named after its content, and then names that directory in
 * `dist/compiled.json`. Each step is one rename, so commands that start meanwhile find the old or the new one whole.
 *
 * @param dist directory to write to. @default - `dist` of the project
 */
export async function compile(dist = join(PROJECT_ROOT, 'dist')): Promise<void> {
  const started = Date.now();
  const { files, sources } = await bundleCommand();
  const notices = Buffer.from(licenceNotices(sources));
  const all = [...files, { path: 'LICENCES.txt', contents: notices }];
  const directory = hashOf(all);
  if (!existsSync(join(dist, directory))) {
    writeWhole(join(dist, directory), (fresh) => {
      for (const { path, contents } of all) writeFileSync(join(fresh, path), contents);
    });
  }
  const inputs = [...sources.filter((path) => !path.includes('node_modules/')), ...ALSO_INPUTS].map((path) =>
    inputOf(path, started),
  );
  const record = join(dist, `${randomUUID()}.tmp`);
  writeFileSync(record, JSON.stringify({ directory, inputs }));
  renameSync(record, join(dist, 'compiled.json'));
  removeOld(dist, directory);
}

/** Named anything, so that two who write the same at once do not meet; the second finds it done. */
function writeWhole(directory: string, write: (fresh: string) => void): void {
  const fresh = join(dirname(directory), `${randomUUID()}.tmp`);
  mkdirSync(fresh, { recursive: true });
  try {
    write(fresh);
    renameSync(fresh, directory);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function hashOf(files: { path: string; contents: Uint8Array }[]): string {
  const hash = createHash('sha256');
  for (const { path, contents } of files) hash.update(`${path}\0${contents.length}\0`).update(contents);
  return hash.digest('hex').slice(0, 16);
}

/** What is remembered of a file. @param started when it was begun to compile, in milliseconds since the epoch */
export function inputOf(path: string, started: number): Input {
  const stat = statSync(join(PROJECT_ROOT, path), { throwIfNoEntry: false });
  if (!stat) return [path, null, null];
  // Written while it was being read: which of the two was compiled is not known, so the next command compiles again.
  return [path, stat.size, stat.mtimeMs >= started ? 0 : stat.mtimeMs];
}

function removeOld(dist: string, current: string): void {
  for (const name of readdirSync(dist)) {
    if (name === current || name === 'compiled.json') continue;
    const path = join(dist, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat && stat.mtimeMs < Date.now() - KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
