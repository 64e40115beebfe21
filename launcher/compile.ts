import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { licenceNotices } from '../lib/code-package/notices';
import { PROJECT_ROOT } from '../lib/project-root';
import { bundleClients } from './bundle-clients';
import { bundleCommand } from './bundle-command';
import type { Bundle } from './esbuild-options';
import { removeOld, writeDirectory, writeFile } from './write-whole';

/** npm's list of all installed packages. It changes with every installation. */
const INSTALLED = 'node_modules/.package-lock.json';

/** Files that are not compiled but change the result. */
const ALSO_INPUTS = [
  'package.json',
  'tsconfig.json',
  'cli/browse/page/tsconfig.json',
  'launcher/bundle-clients.ts',
  'launcher/bundle-command.ts',
  'launcher/compile.ts',
  'launcher/esbuild-options.ts',
  INSTALLED,
];

/**
 * Path relative to the project, size in bytes and time of change in milliseconds; `null` when the file does
 * not exist.
 */
type Input = [path: string, size: number | null, changed: number | null];

/**
 * Compiles the command into a directory of `dist/command` that is named after the hash of its content, and
 * then writes the name of that directory into `dist/command/compiled.json`. Each step is one rename, so a
 * command that starts meanwhile finds either the complete old version or the complete new one.
 *
 * @param dist directory to write to. @default - `dist/command` of the project
 * @param keptMs how long earlier versions are kept. @default a day
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

/**
 * Compiles the clients, unless they are compiled already for the installed packages. Returns their directory.
 */
async function compileClients(dist: string): Promise<string> {
  const deciding = [INSTALLED, 'launcher/bundle-clients.ts', 'launcher/esbuild-options.ts']
    .map((path) => join(PROJECT_ROOT, path))
    .filter((path) => existsSync(path));
  const directory = `clients-${hashOf(deciding.map((path) => [path, readFileSync(path)]))}`;
  if (!existsSync(join(dist, directory))) writeBundle(join(dist, directory), await bundleClients());
  return directory;
}

/** Adds the licences of the bundled packages, because they require it of everybody who distributes them. */
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

/** The recorded state of a file. @param started when compiling began, in milliseconds since the epoch */
export function inputOf(path: string, started: number): Input {
  const stat = statSync(join(PROJECT_ROOT, path), { throwIfNoEntry: false });
  if (!stat) return [path, null, null];
  // The file changed during compilation, so nobody knows which state was compiled. Recording 0 makes the next
  // command compile again.
  return [path, stat.size, stat.mtimeMs >= started ? 0 : stat.mtimeMs];
}
