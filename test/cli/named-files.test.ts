import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type OSS from 'ali-oss';
import { InputError } from '../../cli/upload/inputs';
import { type FileOptions, inputsOf } from '../../cli/upload/named-files';
import { prefixedKey, withPrefix } from '../../cli/upload/prefixed-key';
import { upload } from '../../cli/upload/upload';
import { collector, fakeTerminal } from './run-media';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'named-'));
  for (const name of ['films', 'films/2026', 'films/2026/deep', 'other']) mkdirSync(join(folder, name));
  for (const name of [
    'films/a.mp4',
    'films/2026/b.mp4',
    'films/2026/deep/c.mkv',
    'films/.hidden.mp4',
    'other/a.mp4',
  ])
    writeFileSync(join(folder, name), 'film');
});

afterEach(() => rmSync(folder, { recursive: true }));

const stderr = collector();
const inputs = (given: string[], options: FileOptions = {}, stdin: string | Buffer = '') => {
  stderr.clear();
  const terminal = { ...fakeTerminal({ cwd: folder }), stderr: stderr.stream };
  return inputsOf(given, options, { ...terminal, stdin: Readable.from([Buffer.from(stdin)]) });
};
const keys = async (...parameters: Parameters<typeof inputs>) =>
  (await inputs(...parameters)).map(({ key }) => key);

describe('A folder', () => {
  const EVERYTHING = ['films/.hidden.mp4', 'films/2026/b.mp4', 'films/2026/deep/c.mkv', 'films/a.mp4'];

  it('gives its name and the path from it to its files', async () => {
    expect(await keys(['films'], { recursive: true })).toEqual(EVERYTHING);
    expect(await keys(['films/'], { recursive: true })).toEqual(EVERYTHING);
    expect(await keys([join(folder, 'films')], { recursive: true })).toEqual(EVERYTHING);
  });

  it('gives no name where it is named by dots', async () => {
    expect(await keys(['films/.'], { recursive: true })).toEqual(EVERYTHING.map((key) => key.slice(6)));
    expect(await keys(['.'], { recursive: true })).toEqual([...EVERYTHING, 'other/a.mp4']);
  });

  it('is refused without -r, which is named', async () => {
    await expect(inputs(['films'])).rejects.toThrow(
      `A directory: '${join(folder, 'films')}'. Take everything in it with -r`,
    );
  });

  it('is not left through links, and links to files are taken', async () => {
    symlinkSync(folder, join(folder, 'films/2026/back'));
    symlinkSync(join(folder, 'other/a.mp4'), join(folder, 'films/link.mp4'));
    symlinkSync('nowhere', join(folder, 'films/dangling.mp4'));

    expect(await keys(['films'], { recursive: true })).toEqual([...EVERYTHING, 'films/link.mp4']);
  });

  it('tells of links that lead nowhere, or round in circles', async () => {
    stderr.clear();
    symlinkSync('nowhere', join(folder, 'films/2026/dangling\u001b.mp4'));
    expect(await keys(['films'], { recursive: true })).toEqual(EVERYTHING);
    expect(stderr.text()).toBe(
      "A link that leads nowhere was passed over: 'films/2026/dangling\uFFFD.mp4'.\n",
    );
    stderr.clear();
    symlinkSync('itself.mp4', join(folder, 'films/itself.mp4'));
    await keys(['films'], { recursive: true });
    expect(stderr.text()).toMatch(/^Links that lead nowhere were passed over: .*, 'films\/itself\.mp4'\.\n$/);
  });

  it('that is empty is told', async () => {
    mkdirSync(join(folder, 'empty'));
    await expect(inputs(['empty'], { recursive: true })).rejects.toThrow("No file below 'empty'.");
    await expect(inputs(['-'])).rejects.toThrow('Standard input names no file.');
  });
});

describe('A pattern', () => {
  it('is expanded as a shell would', async () => {
    expect(await keys(['films/*.mp4'])).toEqual(['a.mp4']);
    expect(await keys(['films/**/*.{mp4,mkv}'])).toEqual(['b.mp4', 'c.mkv', 'a.mp4']);
    expect(await keys(['films/2026/[ab].mp4'])).toEqual(['b.mp4']);
    expect(await keys([join(folder, 'films/?.mp4')])).toEqual(['a.mp4']);
  });

  it('keeps the paths of files that would hide each other', async () => {
    expect(await keys(['*/a.mp4'])).toEqual(['films/a.mp4', 'other/a.mp4']);
  });

  it('takes folders with -r', async () => {
    expect(await keys(['f*'], { recursive: true })).toContain('films/2026/deep/c.mkv');
  });

  it('is a name first', async () => {
    writeFileSync(join(folder, '[a].mp4'), '');
    expect(await keys(['[a].mp4'])).toEqual(['[a].mp4']);
  });

  it('that nothing fits is told', async () => {
    await expect(inputs(['films/*.avi'])).rejects.toThrow(`No file fits 'films/*.avi' in '${folder}'.`);
  });
});

describe('Names on standard input', () => {
  it('stand one a line, with the last line break or without', async () => {
    expect(await keys(['-'], {}, 'films/a.mp4\n\nfilms/2026/b.mp4')).toEqual(['a.mp4', 'b.mp4']);
  });

  it('end with NUL where that is asked for, and may then hold line breaks', async () => {
    writeFileSync(join(folder, 'two\nlines.mp4'), '');
    expect(await keys(['-'], { null: true }, 'two\nlines.mp4\0films/a.mp4\0')).toEqual([
      'two\nlines.mp4',
      'a.mp4',
    ]);
  });

  it('are no patterns', async () => {
    await expect(inputs(['-'], {}, 'films/*.mp4\n')).rejects.toThrow(
      `No such file: '${join(folder, 'films/*.mp4')}'.`,
    );
  });

  it('may be none', async () => {
    await expect(inputs(['-'])).rejects.toThrow(InputError);
  });
});

describe('A name that is no UTF-8', () => {
  const NAME = Buffer.from('caf\xe9 1.mp4', 'latin1');
  const place = () => Buffer.concat([Buffer.from(join(folder, 'films/')), NAME]);
  beforeEach(() => writeFileSync(place(), 'latin'));

  it.each<[string, string[], FileOptions, Buffer]>([
    ['as an argument, of which Node has lost the bytes', [`films/${NAME.toString()}`], {}, Buffer.alloc(0)],
    ['in a pattern', ['films/caf*'], {}, Buffer.alloc(0)],
    ['on standard input', ['-'], {}, Buffer.concat([Buffer.from('films/'), NAME])],
  ])(
    'gets a key in which each byte that is none is written as %XX, and says so: %s',
    async (_, given, options, stdin) => {
      const found = await inputs(given, options, stdin);
      expect(found).toEqual([
        { path: join(folder, 'films/caf%E9 1.mp4'), key: 'caf%E9 1.mp4', size: 5, bytes: place() },
      ]);
      expect(stderr.text()).toBe(
        "The name of a file is no UTF-8, as keys are; bytes that are none became %XX: 'caf%E9 1.mp4'.\n",
      );
    },
  );

  it('is found below a folder', async () => {
    expect(await keys(['films'], { recursive: true })).toContain('films/caf%E9 1.mp4');
  });

  it('is uploaded, and leaves no descriptor open', async () => {
    const [input] = await inputs(['films/caf*']);
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    const put = jest.fn(async (_key: string, _content: Buffer) => undefined);

    await upload({ put } as unknown as OSS, input!);

    expect(put.mock.calls[0]!.slice(0, 2)).toEqual(['caf%E9 1.mp4', Buffer.from('latin')]);
    expect(open()).toBe(before);
  });

  it('never hides another file', async () => {
    writeFileSync(join(folder, 'films/caf%E9 1.mp4'), 'text');
    await expect(inputs(['films/caf*'])).rejects.toThrow('would have the same key');
  });
});

describe('A prefix', () => {
  it.each([
    ['films/', 'a.mp4', 'films/a.mp4'],
    ['films', 'a.mp4', 'filmsa.mp4'],
    ['', 'a.mp4', 'a.mp4'],
    ['/films/', 'a.mp4', 'films/a.mp4'],
    ['films//2026//', 'b/a.mp4', 'films/2026/b/a.mp4'],
    ['//', 'a.mp4', 'a.mp4'],
    ['\\films/', 'a.mp4', 'films/a.mp4'],
  ])('%j before %j makes %j', (prefix, key, expected) => {
    expect(prefixedKey(prefix, key)).toBe(expected);
  });

  it('that makes a key too long is refused before anything is uploaded', () => {
    const input = { path: '/a.mp4', key: 'a.mp4', size: 1 };
    expect(withPrefix([input], 'x'.repeat(1_017))).toHaveLength(1);
    expect(() => withPrefix([input], '北'.repeat(340))).toThrow(
      "The key of '/a.mp4' would have 1025 bytes, and OSS takes 1023: choose another --prefix.",
    );
  });
});
