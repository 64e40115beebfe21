import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { compile, inputOf } from '../../launcher/compile';
import { PROJECT_ROOT } from '../../lib/project-root';

let dist: string;
/** What stands in the folder after two compilations at once. */
let atFirst: string[];
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'compile-'));
  await Promise.all([compile(dist), compile(dist)]);
  atFirst = readdirSync(dist).sort();
}, 60_000);
afterAll(() => rmSync(dist, { recursive: true }));

/** The directory of the clients. */
const clients = (): string => readdirSync(dist).find((name) => name.startsWith('clients-'))!;

const record = (): { directory: string; inputs: [string, number, number][] } =>
  JSON.parse(readFileSync(join(dist, 'compiled.json'), 'utf8'));

it('is named after its content, whoever writes it, and two at once do not disturb each other', () => {
  expect(atFirst).toEqual([clients(), record().directory, 'compiled.json'].sort());
});

it('holds the command, each command apart, the app, and the licences of all packages that went in', () => {
  const directory = join(dist, record().directory);
  const names = readdirSync(directory);
  expect(names).toEqual(expect.arrayContaining(['media.mjs', 'app.cjs', 'LICENCES.txt']));
  for (const name of ['find', 'try', 'backfill']) {
    expect(names.filter((one) => one.startsWith(`${name}-`))).toHaveLength(1);
  }
  expect(packagesIn(directory)).toEqual(expect.arrayContaining(['commander', 'zod']));
  expect(readdirSync(join(dist, clients()))).toEqual(
    expect.arrayContaining(['ali-oss.cjs', 'tablestore.cjs']),
  );
  expect(packagesIn(join(dist, clients()))).toEqual(
    expect.arrayContaining(['ali-oss', 'flatbuffers', 'tablestore']),
  );
});

/** What a module and those that it imports hold, in bytes; what is loaded later is not among it. */
function bytesAtOnce(directory: string, name: string, seen = new Set<string>()): number {
  if (seen.has(name)) return 0;
  seen.add(name);
  const source = readFileSync(join(directory, name), 'utf8');
  const imports = [...source.matchAll(/^(?:import|\} from) ?(?:[^(\n]*? from )?"\.\/([^"]+)"/gm)];
  return imports.reduce((sum, [, next = '']) => sum + bytesAtOnce(directory, next, seen), source.length);
}

it('reads little before it knows which command is asked for, and of none of the clients', () => {
  const directory = join(dist, record().directory);
  const seen = new Set<string>();
  // Commander and the columns are most of it; a client or the stand-in cloud would be several times as much.
  expect(bytesAtOnce(directory, 'media.mjs', seen)).toBeLessThan(300_000);
  expect(seen.size).toBeGreaterThan(2);
  expect(
    bytesAtOnce(directory, readdirSync(directory).find((name) => name.startsWith('local-'))!),
  ).toBeGreaterThan(1_000_000);
});

/** Names of the packages whose licences stand in a directory. */
function packagesIn(directory: string): string[] {
  const licences = readFileSync(join(directory, 'LICENCES.txt'), 'utf8');
  return [...licences.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) \d[^ ]* \(.+\)$/gm)].map(([, name = '']) => name);
}

it('remembers size and time of each source, and of the list of installed packages for all of theirs', () => {
  const { inputs } = record();
  const { size, mtimeMs } = statSync(join(PROJECT_ROOT, 'cli/find/find.ts'));
  expect(inputs).toContainEqual(['cli/find/find.ts', size, mtimeMs]);
  const names = inputs.map(([path]) => path);
  expect(names).toEqual(expect.arrayContaining(['lib/synthesize.ts', 'node_modules/.package-lock.json']));
  expect(names.filter((path) => path.startsWith('node_modules/'))).toHaveLength(1);
});

it('does not trust a source that was written while it was compiled, and knows one that is not there', () => {
  const file = join(dist, 'source.ts');
  writeFileSync(file, '12345');
  utimesSync(file, 1_000, 1_000);
  const path = relative(PROJECT_ROOT, file);
  expect(inputOf(path, 2_000_000)).toEqual([path, 5, 1_000_000]);
  expect(inputOf(path, 1_000_000)).toEqual([path, 5, 0]);
  expect(inputOf('no/such.ts', 0)).toEqual(['no/such.ts', null, null]);
  rmSync(file);
});

it('compiles the same again, the clients once for the installed packages, and takes away what is days old', async () => {
  for (const [name, age] of [
    ['old', 2 * 86_400],
    ['recent', 3_600],
  ] as const) {
    const path = join(dist, name);
    writeFileSync(path, '');
    const then = Date.now() / 1000 - age;
    utimesSync(path, then, then);
  }
  const file = join(dist, clients(), 'tablestore.cjs');
  const before = statSync(file);
  const { directory } = record();
  await compile(dist);
  expect(record().directory).toBe(directory);
  expect(statSync(file)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  // A command may still be loading what is recent.
  expect(readdirSync(dist).sort()).toEqual([...atFirst, 'recent'].sort());

  writeFileSync(join(dist, 'of another.tmp'), '');
  await compile(dist, 0);
  expect(readdirSync(dist).sort()).toEqual([...atFirst, 'of another.tmp'].sort());
}, 60_000);
