import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { licenceNotices } from '../lib/code-package/notices';
import { PROJECT_ROOT } from '../lib/project-root';
import { bundleClients } from './bundle-clients';
import { bundleCommand } from './bundle-command';
import type { Bundle } from './esbuild-options';
import { removeOld, writeDirectory, writeFile } from './write-whole';

/** Tells of every installed package. */
const INSTALLED = 'node_modules/.package-lock.json';

/** Files that decide what is compiled without being compiled themselves. */
const ALSO_INPUTS = [
  'package.json',
  'tsconfig.json',
  'launcher/bundle-clients.ts',
  'launcher/bundle-command.ts',
  'launcher/compile.ts',
  'launcher/esbuild-options.ts',
  INSTALLED,
];

/** Path relative to the project, size in bytes and time of change in milliseconds; `null` for a file that is not there. */
type Input = [path: string, size: number | null, changed: number | null];

/**
 * Compiles the command into a directory of `dist/command` that is named after its content, and then names that directory
 * in `dist/command/compiled.json`. Each step is one rename, so commands that start meanwhile find the old or the new one whole.
 *
 * @param dist directory to write to. @default - `dist/command` of the project
 * @param keptMs for how long earlier ones are kept. @default a day
 */
export async function compile(dist = join(PROJECT_ROOT, 'dist', 'command'), keptMs?: number): Promise<void> {
  const started = Date.now();
  const clients = await compileClients(dist);
  const bundle = await bundleCommand(`../${clients}`);
  const directory = `command-${hashOf(bundle.files.map(({ path, contents }) => [path, contents]))}`;
  writeBundle(join(dist, directory), bundle);
  const own = bundle.sources.filter((path) => !path.includes('node_modules/'));
  const inputs = [...own, ...ALSO_INPUTS].map((path) => inputOf(path, started));
  writeFile(join(dist, 'compiled.json'), JSON.stringify({ directory, clients, inputs }));
  removeOld(dist, [directory, clients, 'compiled.json'], keptMs);
}

/** Compiles the clients, unless that was done for the packages that are installed, and answers with their directory. */
async function compileClients(dist: string): Promise<string> {
  const deciding = [INSTALLED, 'launcher/bundle-clients.ts', 'launcher/esbuild-options.ts']
    .map((path) => join(PROJECT_ROOT, path))
    .filter((path) => existsSync(path));
  const directory = `clients-${hashOf(deciding.map((path) => [path, readFileSync(path)]))}`;
  if (!existsSync(join(dist, directory))) writeBundle(join(dist, directory), await bundleClients());
  return directory;
}

/** With the licences of the packages that went in, as these demand of whoever hands them on. */
function writeBundle(directory: string, { files, sources }: Bundle): void {
  const notices = Buffer.from(licenceNotices(sources));
  writeDirectory(directory, [...files, { path: 'LICENCES.txt', contents: notices }]);
}

function hashOf(parts: [name: string, content: Uint8Array][]): string {
  const hash = createHash('sha256');
  for (const [name, content] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/** What is remembered of a file. @param started when it was begun to compile, in milliseconds since the epoch */
export function inputOf(path: string, started: number): Input {
  const stat = statSync(join(PROJECT_ROOT, path), { throwIfNoEntry: false });
  if (!stat) return [path, null, null];
  // Written while it was being read: which of the two was compiled is not known, so the next command compiles again.
  return [path, stat.size, stat.mtimeMs >= started ? 0 : stat.mtimeMs];
}
