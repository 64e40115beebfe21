import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Row } from '../../src/tablestore/row';
import { RowJournal } from '../../src/tablestore/storage/row-journal';
import { TableStore } from './sdk';
import { attributes, INSTANCE, ignore, key, OBJECTS_TABLE, type Stage, startStage, TABLE } from './support';

let directory: string;
let stage: Stage;

const start = async (): Promise<void> => {
  stage = await startStage({ dataDir: directory });
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
  const journal = RowJournal.open(file, ['Id'], () => undefined);
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
  RowJournal.open(file, ['Id'], (record) => seen.push(record.row)).close();
  expect(seen).toEqual([row('a', 'latest'), row('b', 'later')]);
  expect(fs.statSync(file).size).toBeLessThan(grown / 1000);
});
