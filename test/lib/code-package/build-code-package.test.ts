import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { buildCodePackage, CodePackageError } from '../../../lib/code-package';
import { PROJECT_ROOT } from '../../../lib/project-root';
import { zipEntries } from '../support/zip-entries';

let directory: string;
let entry: string;
let assets: string;

const build = (into = 'out', cache = 'cache') =>
  buildCodePackage(join(directory, into), { entry, assets, cache: join(directory, cache) });

function put(path: string, content: string | Uint8Array, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
}

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Records the hashes of the files, as the build scripts do. */
function record(): void {
  const home = join(assets, 'mediainfo');
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((path) => path !== 'manifest.json' && statSync(join(home, path)).isFile())
    .map((path) => {
      const file = join(home, path);
      return { path, sha256: sha256(file), mode: statSync(file).mode & 0o100 ? '755' : '644' };
    });
  put(join(home, 'manifest.json'), JSON.stringify({ version: '1.0', files }), 0o644);
  const library = join(assets, 'object-file/object-file.so');
  put(`${library}.sha256`, `${sha256(library)}  object-file.so\n`, 0o644);
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'code-package-'));
  entry = join(directory, 'handler.ts');
  assets = join(directory, 'assets');
  put(
    entry,
    "import { basename } from 'node:path';\nexport const handler = async () => basename('/a/b');\n",
    0o644,
  );
  put(join(assets, 'mediainfo/bin/mediainfo'), 'binary', 0o755);
  put(join(assets, 'object-file/object-file.so'), 'library', 0o755);
  put(join(assets, 'object-file/object-file.c'), 'source', 0o644);
  record();
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('buildCodePackage', () => {
  it('packs the bundle as index.js and beside it what runs', () => {
    const files = unzipSync(readFileSync(build().path));

    expect(Object.keys(files)).toEqual([
      'index.js',
      'mediainfo/bin/mediainfo',
      'mediainfo/manifest.json',
      'object-file/object-file.so',
    ]);
  });

  it('bundles a module whose handler can be called', async () => {
    const { 'index.js': code } = unzipSync(readFileSync(build().path));
    const bundled = join(directory, 'index.js');
    writeFileSync(bundled, code!);

    const answer = execFileSync(process.execPath, [
      '-e',
      `require(${JSON.stringify(bundled)}).handler().then(console.log)`,
    ]);

    expect(answer.toString()).toBe('b\n');
  });

  it('tells the hash and the size of the zip, and names it by its hash', () => {
    const { path, sha256, bytes } = build();
    const content = readFileSync(path);

    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(bytes).toBe(content.length);
    expect(path).toBe(join(directory, 'out', `${sha256}.zip`));
  });

  it('makes the same bytes with and without its cache', () => {
    const cold = build('one', 'cache').sha256;

    expect(build('two', 'cache').sha256).toBe(cold);
    expect(build('three', 'another cache').sha256).toBe(cold);
  });

  it('does not depend on the umask of the checkout, only on whether a file is executable', () => {
    const usual = build().sha256;

    chmodSync(join(assets, 'mediainfo/bin/mediainfo'), 0o700);
    chmodSync(join(assets, 'mediainfo/manifest.json'), 0o600);

    expect(build().sha256).toBe(usual);
    chmodSync(join(assets, 'mediainfo/bin/mediainfo'), 0o644);
    record();
    expect(build().sha256).not.toBe(usual);
  });

  it.each([
    ['the function', () => writeFileSync(entry, 'export const handler = async () => 1;')],
    ['mediainfo', () => writeFileSync(join(assets, 'mediainfo/bin/mediainfo'), 'newer')],
    ['a file more', () => writeFileSync(join(assets, 'mediainfo/NOTICE.md'), 'notice')],
  ])('makes other bytes of %s', (_, change) => {
    const before = build().sha256;

    change();
    record();

    expect(build().sha256).not.toBe(before);
  });

  it('packs what a link points to', () => {
    symlinkSync('bin/mediainfo', join(assets, 'mediainfo/link'));
    record();

    const files = unzipSync(readFileSync(build().path));

    expect(Buffer.from(files['mediainfo/link']!).toString()).toBe('binary');
  });

  it('leaves no half-written file behind', () => {
    build();

    expect(readdirSync(join(directory, 'out'))).toHaveLength(1);
  });

  it.each([
    ['the function is missing', () => rmSync(entry), /the function '.*handler\.ts' must exist/],
    [
      'the function does not compile',
      () => writeFileSync(entry, 'export const = 1;'),
      /the function '.*handler\.ts' must compile\..*Expected identifier/s,
    ],
    [
      'mediainfo is missing',
      () => rmSync(join(assets, 'mediainfo'), { recursive: true }),
      /the directory '.*mediainfo' must exist/,
    ],
    [
      'mediainfo is empty',
      () => {
        rmSync(join(assets, 'mediainfo'), { recursive: true });
        mkdirSync(join(assets, 'mediainfo'));
      },
      /the directory '.*mediainfo' must hold files/,
    ],
    [
      'a byte of mediainfo is another one',
      () => writeFileSync(join(assets, 'mediainfo/bin/mediainfo'), 'binarz'),
      /'mediainfo\/bin\/mediainfo' has the SHA-256 [0-9a-f]{64}, not [0-9a-f]{64}/,
    ],
    [
      'a byte of the library in front of it is another one',
      () => writeFileSync(join(assets, 'object-file/object-file.so'), 'librarz'),
      /'object-file\/object-file\.so' has the SHA-256/,
    ],
    [
      'a file is missing',
      () => {
        writeFileSync(join(assets, 'mediainfo/NOTICE'), 'notice');
        record();
        rmSync(join(assets, 'mediainfo/NOTICE'));
      },
      /'mediainfo\/NOTICE' is missing/,
    ],
    [
      'there is a file more',
      () => writeFileSync(join(assets, 'mediainfo/bin/ffprobe'), 'binary'),
      /'mediainfo\/bin\/ffprobe' is not among the recorded files/,
    ],
    [
      'a program cannot be executed',
      () => chmodSync(join(assets, 'mediainfo/bin/mediainfo'), 0o644),
      /'mediainfo\/bin\/mediainfo' must be executable/,
    ],
    [
      'the record is another one',
      () => writeFileSync(join(assets, 'mediainfo/manifest.json'), '{}'),
      /'mediainfo\/manifest\.json' must name a version and the files/,
    ],
    [
      'the record of the library is missing',
      () => rmSync(join(assets, 'object-file/object-file.so.sha256')),
      /object-file\.so\.sha256' must be there/,
    ],
  ])('refuses to pack when %s', (_, damage, message) => {
    damage();

    expect(() => build()).toThrow(CodePackageError);
    expect(() => build()).toThrow(message);
  });
});

describe('the package with the mediainfo that ships', () => {
  it('runs mediainfo from what unzip leaves, with no environment', () => {
    // The project's own cache, because compressing mediainfo takes seconds.
    const cache = join(PROJECT_ROOT, '.cache', 'deflated');
    const archive = readFileSync(buildCodePackage(join(directory, 'out'), { entry, cache }).path);
    const home = join(directory, 'code');
    const contents = unzipSync(archive);
    for (const { name, mode } of zipEntries(archive)) {
      put(join(home, name), contents[name]!, Number.parseInt(mode, 8) & 0o777);
    }
    const { command } = JSON.parse(readFileSync(join(home, 'mediainfo/manifest.json'), 'utf8'));
    const [loader, ...args] = command as string[];

    const version = execFileSync(join(home, 'mediainfo', loader!), [...args, '--version'], {
      cwd: join(home, 'mediainfo'),
      env: {},
    });

    expect(version.toString()).toMatch(/MediaInfoLib - v\d+\.\d+/);
  });
});
