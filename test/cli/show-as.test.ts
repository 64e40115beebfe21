import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { removeTree } from 'stand-in-cloud';
import { ossClient } from '../../cli/cloud/oss-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { unpackedCode } from '../../cli/show/unpacked-code';
import { ownCodePackage } from '../../lib/code-package/own-code-package';
import { PROJECT_ROOT } from '../../lib/project-root';
import { SYSTEM_CALLS } from '../functions/extract/support/hostile-program';
import { runMedia } from './run-media';

jest.setTimeout(60_000);

/** Where `media show --as` keeps the code; else where it always is. */
let mockCache: string | undefined;
jest.mock('../../lib/code-package/cache-directory', () => {
  const actual = jest.requireActual('../../lib/code-package/cache-directory');
  return { cacheDirectory: () => mockCache ?? actual.cacheDirectory() };
});

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'unpacked-'));
});
afterEach(() => removeTree(cache));

const kept = (name = ''): string => join(cache, 'unpacked', name);

describe('the unpacked code of the functions', () => {
  /** As the real one, but small. */
  const bytes = zipSync({ 'convert-report.js': Buffer.from('exports.x = 1') }, { mtime: '2026-01-01' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  let zip: string;
  beforeEach(() => {
    zip = join(cache, 'code.zip');
    writeFileSync(zip, bytes);
  });

  it('is kept for the next time under the hash of its zip, and only for this user', async () => {
    const first = await unpackedCode(zip, cache);
    expect(first.directory).toBe(kept(sha256));
    expect(lstatSync(kept()).mode & 0o777).toBe(0o700);
    const { ino } = lstatSync(first.directory);
    await first.dispose();
    expect(lstatSync((await unpackedCode(zip, cache)).directory).ino).toBe(ino);
    expect(readdirSync(kept())).toEqual([sha256]);
  });

  it('is one, when several processes unpack it at the same time', async () => {
    const all = await Promise.all([1, 2, 3].map(() => unpackedCode(zip, cache)));
    expect(new Set(all.map(({ directory }) => directory))).toEqual(new Set([kept(sha256)]));
    expect(readdirSync(kept())).toEqual([sha256]);
  });

  it.each([
    ['a link in the place of the folder', () => symlinkSync(planted(), kept())],
    [
      'a folder in which others can write',
      () => {
        mkdirSync(kept());
        chmodSync(kept(), 0o777);
      },
    ],
    [
      'a link in the place of the code',
      () => {
        mkdirSync(kept());
        symlinkSync(planted(), kept(sha256));
      },
    ],
    [
      'code that others can change',
      () => {
        mkdirSync(kept(sha256), { recursive: true });
        writeFileSync(kept(`${sha256}/convert-report.js`), 'throw 1');
        chmodSync(kept(sha256), 0o777);
      },
    ],
  ])('is unpacked for once where it could be another\u2019s: %s', async (_, plant) => {
    plant();
    const code = await unpackedCode(zip, cache);
    expect(code.directory.startsWith(cache)).toBe(false);
    expect(readFileSync(join(code.directory, 'convert-report.js'), 'utf8')).not.toBe('throw 1');
    await code.dispose();
    expect(lstatSync(code.directory, { throwIfNoEntry: false })).toBeUndefined();
  });

  /** A folder with a program that must not run. */
  function planted(): string {
    const folder = join(cache, 'planted');
    mkdirSync(folder);
    writeFileSync(join(folder, 'convert-report.js'), 'throw 1');
    return folder;
  }

  it('goes when it was not used for a week', async () => {
    await unpackedCode(zip, cache);
    const [old, young] = ['0', '1'].map((digit) => kept(digit.repeat(64))) as [string, string];
    for (const folder of [old, young]) mkdirSync(folder);
    const eightDaysAgo = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000);
    for (const folder of [old, kept(sha256)]) utimesSync(folder, eightDaysAgo, eightDaysAgo);
    await unpackedCode(zip, cache);
    expect(readdirSync(kept()).sort()).toEqual([young.slice(-64), sha256].sort());
  });
});

it('says of the machine what it refuses of the confinement, as the function does', async () => {
  const pipeline = await LocalPipeline.deploy();
  try {
    await ossClient(pipeline.connection).put('news.mp4', join(PROJECT_ROOT, 'assets', 'samples', 'news.mp4'));
    await pipeline.cloud.functions.idle();
    writeFileSync(join(cache, 'local.json'), JSON.stringify(pipeline.connection));
    const { directory } = await unpackedCode(ownCodePackage().path, cache);
    withoutLandlock(join(directory, 'mediainfo'));
    mockCache = cache;
    const argv = ['show', 'news.mp4', '--as', 'json', '--local', join(cache, 'local.json')];
    const { code, out, err } = await runMedia(argv);
    expect([code, err]).toEqual([0, 'mediainfo not fully confined on this machine. Refused: Landlock.\n']);
    expect(JSON.parse(out).media.track[0].Format).toBe('MPEG-4');
  } finally {
    mockCache = undefined;
    await pipeline.close();
  }
});

/** Has mediainfo start as on a kernel without Landlock. */
function withoutLandlock(folder: string): void {
  for (const path of [folder, join(folder, 'bin')]) chmodSync(path, 0o755);
  const manifest = join(folder, 'manifest.json');
  chmodSync(manifest, 0o644);
  const { command, environment, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
  copyFileSync(join(PROJECT_ROOT, 'test/fixtures/hostile/without'), join(folder, 'bin', 'without'));
  const variables = { LOADER: join(folder, command[0]), WITHOUT: String(SYSTEM_CALLS.landlock) };
  const changed = {
    ...rest,
    command: ['bin/without', ...command.slice(1)],
    environment: { ...environment, ...variables },
  };
  writeFileSync(manifest, JSON.stringify(changed));
}
