import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Row } from '../../src/tablestore/row';
import { RowJournal } from '../../src/tablestore/storage/row-journal';
import { TableStore } from './sdk';
import { attributes, INSTANCE, ignore, key, OBJECTS_TABLE, type Stage, startStage, TABLE } from './support';

let directory: string;
let stage: Stage;
const notices: string[] = [];
const onNotice = (text: string): void => void notices.push(text);

const start = async (): Promise<void> => {
  stage = await startStage({ dataDir: directory, onNotice });
};

const put = (name: string, value: string): Promise<unknown> =>
  stage.client.putRow({
    tableName: TABLE,
    condition: ignore(),
    primaryKey: key(name),
    attributeColumns: [{ Title: value }, { Size: TableStore.Long.fromNumber(7) }],
  });

const get = async (name: string): Promise<unknown> =>
  attributes((await stage.client.getRow({ tableName: TABLE, primaryKey: key(name) })).row);

const journals = (): string[] =>
  fs
    .readdirSync(directory)
    .filter((name) => name.endsWith('.journal'))
    .map((name) => path.join(directory, name));

beforeEach(async () => {
  notices.length = 0;
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tablestore-'));
  await start();
  stage.server.createInstance(INSTANCE, { clusterType: 'SSD', networkTypes: ['VPC'] });
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
});

afterEach(async () => {
  await stage.server.close();
  fs.rmSync(directory, { recursive: true });
});

it('finds instances, tables and rows again after a restart', async () => {
  await put('a', 'first');
  await put('b', 'gone');
  await put('a', 'second');
  await stage.client.deleteRow({ tableName: TABLE, condition: ignore(), primaryKey: key('b') });
  await stage.server.close();

  await start();

  expect(await get('a')).toEqual({ Title: 'second', Size: 7 });
  expect(await get('b')).toEqual({});
  expect(() => stage.server.createInstance(INSTANCE, { clusterType: 'SSD' })).toThrow('already exists');
});

it('drops a record that a crash cut short and keeps writing after it', async () => {
  await put('a', 'whole');
  await put('b', 'torn');
  await stage.server.close();
  const [journal] = journals() as [string];
  fs.truncateSync(journal, fs.statSync(journal).size - 3);

  await start();
  expect(notices).toEqual([expect.stringContaining(`'${journal}': the last record was cut short`)]);
  expect(await get('a')).toEqual({ Title: 'whole', Size: 7 });
  expect(await get('b')).toEqual({});
  await put('c', 'after');
  await stage.server.close();

  await start();
  expect(await get('c')).toEqual({ Title: 'after', Size: 7 });
});

it('removes the file of a table that is deleted', () => {
  expect(journals()).toHaveLength(1);

  stage.server.deleteTable(INSTANCE, TABLE);

  expect(journals()).toEqual([]);
});

it('rewrites a journal that is mostly out of date without losing a row', () => {
  const file = path.join(directory, 'compaction-test');
  const row = (name: string, title: string): Row => ({
    primaryKey: [{ type: 'STRING', value: name }],
    columns: new Map([['Title', [{ timestamp: 1, value: { type: 'STRING', value: title } }]]]),
    writtenAt: 1,
  });
  const journal = RowJournal.open(file, ['Id'], { replay: () => undefined, onNotice });
  const title = 'x'.repeat(1024 * 1024);
  let writes = 0;
  while (!journal.wantsCompaction) {
    const next = row('a', title + writes++);
    journal.append(next, next.primaryKey);
  }
  const grown = fs.statSync(file).size;

  journal.compact([row('a', 'latest')]);
  const after = row('b', 'later');
  journal.append(after, after.primaryKey);
  journal.close();

  const seen: unknown[] = [];
  RowJournal.open(file, ['Id'], { replay: (record) => seen.push(record.row), onNotice }).close();
  expect(seen).toEqual([row('a', 'latest'), row('b', 'later')]);
  expect(fs.statSync(file).size).toBeLessThan(grown / 1000);
});

describe('damage', () => {
  /** Changes one byte of a file; a negative offset counts from the end. */
  function damage(file: string, offset: number): void {
    const bytes = fs.readFileSync(file);
    const at = offset < 0 ? bytes.length + offset : offset;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    fs.writeFileSync(file, bytes);
  }

  /** What the next start says; the file must stay as it is. */
  async function refusal(file: string): Promise<string> {
    const before = fs.readFileSync(file);
    const error: unknown = await startStage({ dataDir: directory }).catch((reason) => reason);
    expect(fs.readFileSync(file).equals(before)).toBe(true);
    return String(error);
  }

  afterEach(async () => {
    fs.rmSync(directory, { recursive: true });
    fs.mkdirSync(directory);
    await start();
  });

  it.each([
    ['the length of the first record', 25],
    ['the first record', 45],
    ['the last byte of the last record', -1],
  ])('in %s is refused with file and offset', async (_what, offset) => {
    await put('a', 'first');
    await put('b', 'second');
    await stage.server.close();
    const [journal] = journals() as [string];
    damage(journal, offset);
    const start = offset > 0 ? '25' : '\\d+';
    expect(await refusal(journal)).toMatch(new RegExp(`DamagedDataError: '${journal}', offset ${start}: `));
  });

  it('is a record that is missing between two others', async () => {
    await put('a', 'same length');
    const [journal] = journals() as [string];
    const first = fs.statSync(journal).size;
    await put('b', 'same length');
    await put('c', 'same length');
    await stage.server.close();
    const bytes = fs.readFileSync(journal);
    const record = (bytes.length - first) / 2;
    fs.writeFileSync(journal, Buffer.concat([bytes.subarray(0, first), bytes.subarray(first + record)]));
    expect(await refusal(journal)).toContain(`offset ${first}: a record of`);
  });

  it('is a journal or a catalog that is missing or changed', async () => {
    await stage.server.close();
    const catalog = path.join(directory, 'catalog.json');
    const [journal] = journals() as [string];
    const kept = fs.readFileSync(catalog, 'utf8');

    fs.writeFileSync(catalog, kept.replace('"SSD"', '"HYBRID"'));
    expect(await refusal(catalog)).toContain(`'${catalog}': its content does not have the checksum`);
    fs.rmSync(catalog);
    expect(await refusal(journal)).toContain(`'${catalog}' is missing, but there are tables`);
    fs.writeFileSync(catalog, '[]');
    expect(await refusal(catalog)).toContain('was written by another version of the stand-in cloud');
    fs.writeFileSync(catalog, kept);
    fs.rmSync(journal);
    expect(await refusal(catalog)).toContain(`'${journal}': the file is missing`);
  });
});

it('refuses a journal of another format, and removes one that belongs to no table', async () => {
  const stray = path.join(directory, 'stray.journal');
  fs.writeFileSync(stray, '');
  await stage.server.close();
  await start();
  expect(fs.existsSync(stray)).toBe(false);
  expect(notices).toEqual([`'${stray}' belongs to no table; it is removed.`]);

  await stage.server.close();
  const [journal] = journals() as [string];
  const kept = fs.readFileSync(journal);
  fs.writeFileSync(journal, 'some other format of rows');
  await expect(start()).rejects.toThrow('was written by another version of the stand-in cloud');
  fs.writeFileSync(journal, kept);
  await start();
});

it('leaves a journal as it was when the disk does not take a record', () => {
  const file = path.join(directory, 'full-disk');
  const row = (name: string): Row => ({
    primaryKey: [{ type: 'STRING', value: name }],
    columns: new Map(),
    writtenAt: 1,
  });
  const journal = RowJournal.open(file, ['Id'], { replay: () => undefined, onNotice });
  const write = fs.writeSync;
  const full = jest.spyOn(fs, 'writeSync').mockImplementation(((descriptor: number, bytes: Buffer) => {
    // A part fits on the disk, the rest does not.
    write(descriptor, bytes, 0, 5, fs.fstatSync(descriptor).size);
    throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
  }) as unknown as typeof fs.writeSync);
  expect(() => journal.append(row('lost'), row('lost').primaryKey)).toThrow('no space');
  full.mockRestore();
  journal.append(row('kept'), row('kept').primaryKey);
  journal.close();

  const seen: unknown[] = [];
  RowJournal.open(file, ['Id'], { replay: (record) => seen.push(record.row), onNotice }).close();
  expect(seen).toEqual([row('kept')]);
});
