import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectory, DataDirectoryError } from '../src/data-directory';

const account = {
  accountId: '1234567890123456',
  region: 'cn-hangzhou',
  rootKey: { accessKeyId: 'LTAI5tABC', accessKeySecret: 'secret' },
};

describe('The data directory', () => {
  let parent: string;
  let path: string;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'data-directory-'));
    path = join(parent, 'data');
  });

  afterEach(() => rmSync(parent, { recursive: true }));

  it('brings back the key and the ids of stacks', () => {
    const first = DataDirectory.open(path);
    expect(first.isReturning).toBe(false);
    first.remember(account);
    expect(first.stackId('source', () => 'one')).toBe('one');
    first.close();

    const second = DataDirectory.open(path);
    expect(second.isReturning).toBe(true);
    expect(second.rootKey).toEqual(account.rootKey);
    second.remember(account);
    expect(second.stackId('source', () => 'two')).toBe('one');
    expect(second.stackId('other', () => 'three')).toBe('three');
    second.forgetStack('source');
    expect(second.stackId('source', () => 'four')).toBe('four');
    second.close();
  });

  it('keeps the key from other users', () => {
    const directory = DataDirectory.open(path);
    directory.remember(account);
    directory.close();

    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, 'account.json')).mode & 0o777).toBe(0o600);
  });

  it('is used by one process at a time', () => {
    const directory = DataDirectory.open(path);
    // The process that runs the tests is alive as long as they are.
    writeFileSync(join(path, 'lock'), String(process.ppid));
    expect(() => DataDirectory.open(path)).toThrow(`'${path}' is in use by process ${process.ppid}.`);
    directory.close();
    DataDirectory.open(path).close();
  });

  it('takes over from a process that is gone', () => {
    DataDirectory.open(path);
    // Above the most that Linux gives to a process.
    writeFileSync(join(path, 'lock'), '4194305');

    DataDirectory.open(path).close();
  });

  it('refuses a directory of something else', () => {
    writeFileSync(join(parent, 'film.mp4'), '');

    expect(() => DataDirectory.open(parent)).toThrow(/must be empty or of an earlier run/);
  });

  it.each([
    ['a file', () => `${parent}/film.mp4`, 'it is a file; name a directory (EEXIST).'],
    ['a path through a file', () => `${parent}/film.mp4/data`, 'name a directory (ENOTDIR).'],
    ['a place where nothing can be made', () => '/proc/data', 'name one elsewhere (ENOENT).'],
  ])('refuses %s in a sentence', (_what, given, reason) => {
    writeFileSync(join(parent, 'film.mp4'), '');
    const open = () => DataDirectory.open(given());
    expect(open).toThrow(DataDirectoryError);
    expect(open).toThrow(`'${given()}' cannot hold data: `);
    expect(open).toThrow(reason);
  });

  it('refuses what it cannot read, and another account', () => {
    const directory = DataDirectory.open(path);
    directory.remember(account);
    expect(() => directory.remember({ ...account, region: 'cn-beijing' })).toThrow(
      `'${path}': region is 'cn-hangzhou', 'cn-beijing' given.`,
    );
    directory.close();

    const file = join(path, 'account.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20));
    expect(() => DataDirectory.open(path)).toThrow(`'${file}' is damaged or of another version`);
  });
});
