import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { unpackCode } from '../../src/function-compute/code-package';
import { CodeStore } from '../../src/function-compute/code-store';
import { removeTree } from '../../src/function-compute/tree';
import { zip } from './support';

let root: string;
let target: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'code-'));
  target = path.join(root, 'code', 'x');
});
afterEach(async () => {
  await removeTree(target);
  rmSync(root, { recursive: true });
});

const unpack = (body: Buffer, size = body.length) =>
  unpackCode({ size, stream: Readable.from([body]) }, target);
const mode = (file: string) => (lstatSync(path.join(target, file)).mode & 0o777).toString(8);

describe('a code package', () => {
  it('keeps the right to execute and loses the right to write', async () => {
    await unpack(
      zip({
        'index.js': 'code',
        'bin/tool': { content: '#!', mode: 0o100_755 },
        'bin/secret': { content: 's', mode: 0o100_700 },
        'modeless.txt': { content: 'm', mode: 0 },
        'empty/': { content: '', mode: 0o040_755 },
      }),
    );
    const modes = ['index.js', 'bin/tool', 'bin/secret', 'modeless.txt', 'bin', 'empty', '.'].map((file) => [
      file,
      mode(file),
    ]);
    expect(Object.fromEntries(modes)).toEqual({
      'index.js': '444',
      'bin/tool': '555',
      'bin/secret': '544',
      'modeless.txt': '444',
      bin: '555',
      empty: '555',
      '.': '555',
    });
    expect(readdirSync(path.dirname(target))).toEqual(['x']);
  });

  it('may link to its own files', async () => {
    await unpack(zip({ 'lib/real.js': 'real', 'link.js': { content: 'lib/real.js', mode: 0o120_777 } }));
    expect(readFileSync(path.join(target, 'link.js'), 'utf8')).toBe('real');
  });

  it.each([
    ['climbs out of its directory', zip({ '../evil.js': 'x' }), /relative path/],
    ['is absolute', zip({ '/evil.js': 'x' }), /absolute path/],
    ['holds a backslash', zip({ '..\\evil.js': 'x' }), /invalid characters|backslash/],
    [
      'links out of its directory',
      zip({ link: { content: '../../other', mode: 0o120_777 } }),
      /link 'link' leaves the package/,
    ],
    ['links to an absolute path', zip({ link: { content: '/etc', mode: 0o120_777 } }), /leaves the package/],
    ['is no zip', Buffer.from('not a zip'), /could not be unpacked/],
    ['is cut', zip({ 'index.js': 'x'.repeat(1000) }).subarray(0, 60), /could not be unpacked/],
  ])('is refused when it %s, and nothing is left', async (_, body, message) => {
    await expect(unpack(body)).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: expect.stringMatching(message),
    });
    expect(readdirSync(path.dirname(target))).toEqual([]);
  });

  it('is refused above 500 MB before a byte is read', async () => {
    const limit = 500 * 1024 * 1024;
    await expect(unpack(zip({ a: 'x' }), limit + 1)).rejects.toMatchObject({
      message: expect.stringContaining(`${limit} bytes, ${limit + 1} given`),
    });
    await unpack(zip({ a: 'x' }), limit);
  });
});

describe('the code of functions', () => {
  const take = (store: CodeStore, body: Buffer) =>
    store.take({ size: body.length, stream: Readable.from([body]) });
  const folders = () => readdirSync(path.dirname(target)).length;

  it('is unpacked once for all that have the same, and goes with the last of them', async () => {
    const store = new CodeStore(path.dirname(target));
    const [same, other] = [zip({ 'index.js': 'same' }), zip({ 'index.js': 'other' })];
    const [one, two, three] = await Promise.all([take(store, same), take(store, same), take(store, other)]);
    expect(two.directory).toBe(one.directory);
    expect(three.directory).not.toBe(one.directory);

    await one.release();
    expect(readFileSync(path.join(two.directory, 'index.js'), 'utf8')).toBe('same');
    await Promise.all([two.release(), three.release()]);
    expect(folders()).toBe(0);

    const again = await take(store, same);
    expect(readFileSync(path.join(again.directory, 'index.js'), 'utf8')).toBe('same');
    await again.release();
  });

  it('leaves nothing behind when it is no zip, for none of those that wanted it', async () => {
    const store = new CodeStore(path.dirname(target));
    const body = Buffer.from('no zip');
    for (const taken of await Promise.allSettled([take(store, body), take(store, body)])) {
      expect(taken).toMatchObject({ status: 'rejected', reason: { code: 'InvalidArgument' } });
    }
    expect(folders()).toBe(0);
  });
});
