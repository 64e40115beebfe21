import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectory } from '../src/data-directory';
import { DataDirectoryError } from '../src/storage/errors';
import { identityOf } from '../src/storage/process-identity';

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
    expect(second.stackId('constructor', () => 'of its own')).toBe('of its own');
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
    writeFileSync(join(path, 'lock'), identityOf(process.ppid));
    expect(() => DataDirectory.open(path)).toThrow(`'${path}' is in use by process ${process.ppid}.`);
    directory.close();
    DataDirectory.open(path).close();
  });

  it('takes over from a process that is gone', () => {
    DataDirectory.open(path);
    const [pid, , space] = identityOf(process.ppid).split('-');
    // Above the most that Linux gives to a process, and an id that another process has now.
    for (const gone of ['4194305', `${pid}-1-${space}`]) {
      writeFileSync(join(path, 'lock'), gone);
      DataDirectory.open(path).close();
    }
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
    const kept = readFileSync(file, 'utf8');
    writeFileSync(file, kept.slice(0, -20));
    expect(() => DataDirectory.open(path)).toThrow(`'${file}': it is not JSON`);
    writeFileSync(file, kept.replace('LTAI5tABC', 'LTAI5tABD'));
    expect(() => DataDirectory.open(path)).toThrow(`'${file}': its content does not have the checksum`);
  });

  it('refuses one of an earlier version in one sentence', () => {
    mkdirSync(path);
    const file = join(path, 'account.json');
    writeFileSync(file, JSON.stringify({ version: 1, ...account, stackIds: {} }));
    expect(() => DataDirectory.open(path)).toThrow(
      `'${file}' was written by another version of the stand-in cloud, which this one cannot read: start with an empty ` +
        'data directory.',
    );
  });
});
