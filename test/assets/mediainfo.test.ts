import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '../../assets/mediainfo-recipe/manifest';
import { readme } from '../../assets/mediainfo-recipe/readme';
import { emptyRoot } from './empty-root';
import { serveFolder } from './ranged-server';
import { run } from './run-mediainfo';

const folder = join(__dirname, '../../assets/mediainfo');
const media = join(__dirname, '../fixtures/media');
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
const isLicence = (path: string) => path.startsWith('licences/');

describe('the files', () => {
  it('are those of the manifest and no others', () => {
    const present = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (path) => !statSync(join(folder, path)).isDirectory(),
    );
    const listed = manifest.files.map((file) => file.path);
    expect(present.sort()).toEqual([...listed, 'README.md', 'manifest.json'].sort());
  });

  it.each(manifest.files.map((file) => [file.path, file] as const))(
    '%s has its checksum and mode',
    (path, file) => {
      const bytes = readFileSync(join(folder, path));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
      expect(bytes.length).toBe(file.size);
      // Git keeps the owner's right to execute; the other bits are the umask of whoever cloned.
      expect(statSync(join(folder, path)).mode & 0o700).toBe(Number.parseInt(file.mode, 8) & 0o700);
    },
  );

  it('can be executed where they must be, and only there', () => {
    const executable = manifest.files.filter((file) => file.mode === '755').map((file) => file.path);
    expect(executable).toEqual(['bin/mediainfo', 'lib/ld-linux-x86-64.so.2']);
  });

  it('come from packages whose versions and checksums are known', () => {
    const origins = new Set(
      manifest.files.filter((file) => !isLicence(file.path)).map((file) => file.origin),
    );
    expect([...origins].sort()).toEqual([...Object.keys(manifest.packages), 'curl'].sort());
    for (const { version, sourceVersion, debSha256 } of Object.values(manifest.packages)) {
      expect(version).toMatch(/^\d/);
      expect(sourceVersion).toMatch(/^\d/);
      expect(debSha256).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(manifest.packages['mediainfo']?.version.startsWith(`${manifest.version}-`)).toBe(true);
    for (const { sha256 } of manifest.curl.source) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('bring the licence of every part, and a readme that is up to date', () => {
    const sources = [...Object.values(manifest.packages).map((part) => part.source), 'curl'];
    for (const source of sources) expect(existsSync(join(folder, `licences/${source}.txt`))).toBe(true);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(readme(manifest));
  });
});

describe('the program', () => {
  it('starts with an empty environment', async () => {
    const { stdout, code } = await run(folder, manifest, { env: {} }, '--Version');
    expect(stdout).toContain(`MediaInfoLib - v${manifest.version}`);
    expect(code).toBe(0);
  });

  it('takes every library from its own folder', async () => {
    const { stdout } = await run(folder, manifest, { env: {}, loaderOptions: ['--list'] });
    const foreign = stdout
      .trim()
      .split('\n')
      .filter((line) => !line.includes('linux-vdso') && !line.includes(` => ${folder}/lib/`));
    expect(stdout).toContain('libmediainfo.so');
    expect(foreign).toEqual([]);
  });

  it('finds every function that its libraries ask of each other', async () => {
    const { stdout, stderr, code } = await run(folder, manifest, { env: { LD_BIND_NOW: '1' } }, '--Version');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toContain('MediaInfoLib');
  });

  it('prints the tags of every script as they stand in the file', async () => {
    const { stdout } = await run(folder, manifest, {}, '--Output=XML', join(media, 'moov-first.mp4'));
    expect(stdout).toContain('<Title>北京 ليلى 🎬 café &amp;');
  });
});

/** Fields that tell where a file lies and when it was written there; `Count` is the number of fields in a track. */
const ofThePlace = /^<(media ref|CompleteName|FolderName|File_(Created|Modified)_Date(_Local)?|Count)\b/;
const fields = (xml: string) => xml.split('\n').filter((line) => !ofThePlace.test(line.trim()));

describe('over HTTP', () => {
  let server: Awaited<ReturnType<typeof serveFolder>>;
  beforeAll(async () => {
    server = await serveFolder(media);
  });
  afterAll(() => server.close());

  it.each(['moov-last.mp4', 'hevc-subtitles-chapters.mkv', 'h264.ts'])(
    'reports of %s what it reports of the local file',
    async (name) => {
      const full = ['--Full', '--Output=XML'];
      const local = await run(folder, manifest, {}, ...full, join(media, name));
      const remote = await run(folder, manifest, {}, ...full, `${server.url}/${name}`);
      expect(fields(local.stdout).length).toBeGreaterThan(100);
      expect(fields(remote.stdout)).toEqual(fields(local.stdout));
      expect(remote.stderr).toBe('');
    },
  );

  it('asks no proxy', async () => {
    const proxy = { http_proxy: 'http://127.0.0.1:1', all_proxy: 'http://127.0.0.1:1' };
    const { stdout } = await run(
      folder,
      manifest,
      { env: proxy },
      '--Output=XML',
      `${server.url}/moov-last.mp4`,
    );
    expect(stdout).toContain('<Format>MPEG-4</Format>');
  });

  it('works in a root directory that holds nothing else', async () => {
    const root = mkdtempSync(join(tmpdir(), 'mediainfo-root-'));
    try {
      for (const { path } of manifest.files.filter((file) => !isLicence(file.path))) {
        cpSync(join(folder, path), join(root, path));
      }
      const { prefix, folder: inside } = emptyRoot(root, manifest.command[0]!);
      const url = `${server.url}/moov-first.mp4`;
      const { stdout, stderr } = await run(inside, manifest, { prefix }, '--Output=XML', url);
      expect(stderr).toBe('');
      expect(stdout).toContain('<Format>MPEG-4</Format>');
      expect(stdout).toContain('<Title>北京 ليلى 🎬 café &amp;');
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
