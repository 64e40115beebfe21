import { readFileSync } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { gzipSync } from 'node:zlib';
import type OSS from 'ali-oss';
import stringWidth from 'string-width';
import * as TableStore from 'tablestore';
import { ossClient } from '../../cli/cloud/oss-client';
import { Session } from '../../cli/cloud/session';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { findTarget } from '../../cli/cloud/target';
import { listObjects } from '../../cli/describe-again/list-objects';
import { listRows } from '../../cli/describe-again/list-rows';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { media } from '../../cli/media';
import { ServiceError } from '../../cli/program/errors';
import { MediaIndex } from '../../cli/search/media-index';
import { toSearchQuery } from '../../cli/search/to-search-query';
import { exampleAnswer } from '../../cli/try/example';
import { filesIn } from '../../cli/upload/inputs';
import type { ListedObject } from '../../contract/keeping-up/sources';
import { parseQuery } from '../../contract/query/parse';
import { SEARCH_INDEX } from '../../contract/search-index';
import { PROJECT_ROOT } from '../../lib/project-root';
import { type Cells, FIRST_DAY, GENERATED, PREFIX, putGenerated } from './generated-rows';
import { collector, fakeTerminal, jsonLines, type RunOptions, type RunResult, runMedia } from './run-media';

const SAMPLES = filesIn(join(PROJECT_ROOT, 'assets', 'samples'));
/** The day after the last generated row. Relative times count from here. */
const NOW = FIRST_DAY + 301 * 5 * 3_600_000;

/** Every `$ npx media …` of README and docs with what is printed below it. */
const README_QUESTIONS = [
  ...[join(PROJECT_ROOT, 'README.md'), join(PROJECT_ROOT, 'docs', 'media.md')]
    .map((page) => readFileSync(page, 'utf8'))
    .join('\n')
    .matchAll(/^\$ npx media (.*)\n([\s\S]*?)^```$/gm),
].map(([, command = '', answer = '']) => ({
  argv: [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
  answer,
}));
const readmeAnswers: string[] = [];

// Several tests wait for the function, and other tests run at the same time.
jest.setTimeout(30_000);

let pipeline: LocalPipeline;
let oss: OSS;
let tablestore: TableStore.Client;
let folder: string;

const run = (argv: string[], options: RunOptions = {}): Promise<RunResult> => {
  const env = { MEDIA_LOCAL: join(folder, 'local.json'), XDG_STATE_HOME: folder, ...options.env };
  return runMedia(argv, { now: NOW, ...options, env });
};
const keysOf = ({ out }: RunResult): unknown[] => jsonLines(out).map(({ Key }) => Key);
/** Generated keys that a query finds. */
const find = async (query: string): Promise<unknown[]> =>
  keysOf(await run(['find', `Key=${PREFIX}* and (${query})`, '--json', '--columns', 'Key']));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-'));
  pipeline = await LocalPipeline.deploy();
  const { connection } = pipeline;
  await writeFile(join(folder, 'local.json'), `${JSON.stringify(connection)}\n`);
  oss = ossClient(connection);
  tablestore = tablestoreClient(connection);
  for (const { key, path } of SAMPLES) await oss.put(key, path);
  await pipeline.cloud.functions.idle();
  await untilIndexed(SAMPLES.length);
  for (const { argv } of README_QUESTIONS) readmeAnswers.push((await run(argv, { now: Date.now() })).out);
  await putGenerated(tablestore, connection);
  await untilIndexed(GENERATED.length + SAMPLES.length);
}, 60_000);

afterAll(async () => {
  await pipeline?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Writes a row that no other test finds. */
async function putCells(key: string, cells: Record<string, string | Buffer>): Promise<void> {
  const { bucket, table } = pipeline.connection;
  await tablestore.putRow({
    tableName: table,
    condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
    primaryKey: [{ ObjectKey: key }, { BucketName: bucket }],
    attributeColumns: Object.entries(cells).map(([name, value]) => ({ [name]: value })),
  });
}

/** Writes a row with a changed report of `news.mp4`. */
async function putReport(key: string, change: (xml: string) => string): Promise<void> {
  const { out } = await run(['show', 'news.mp4', '--xml']);
  await putCells(key, { Meta_data: change(out), Status: 'DESCRIBED' });
}

/** Waits for the index, which is always a moment behind the table. */
async function untilIndexed(rows: number, query = ''): Promise<void> {
  for (;;) {
    const { out } = await run(['find', query, '--count']);
    if (Number(out) === rows) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

it('answers the questions of the README as the README says', () => {
  expect(README_QUESTIONS).toHaveLength(4);
  const withoutTime = (text: string): string => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME');
  expect(readmeAnswers.map(withoutTime)).toEqual(README_QUESTIONS.map(({ answer }) => withoutTime(answer)));
});

describe('find', () => {
  const video = (row: Cells): boolean => row['VideoFormat'] !== undefined;
  const number = (row: Cells, name: string): number => Number(row[name]);
  const day = (row: Cells): string => String(row['LastModified']).slice(0, 10);

  /** Computed as on a flat map. That is exact enough: no row is nearer than 1 km to the border. NaN without a place. */
  const kmFromShanghai = (row: Cells): number => {
    const [latitude = Number.NaN, longitude = Number.NaN] = String(row['GpsPosition']).split(',').map(Number);
    return Math.hypot(latitude - 31.2, (longitude - 121.5) * Math.cos((31.2 * Math.PI) / 180)) * 111.195;
  };
  type Track = Record<string, unknown>;
  const hasTrack =
    (test: (track: Track) => boolean) =>
    (row: Cells): boolean =>
      ((row['Tracks'] ?? []) as Track[]).some(test);

  it.each<[string, (row: Cells) => boolean]>([
    [
      'VideoFormat=HEVC and VideoHeight>=1080',
      (row) => row['VideoFormat'] === 'HEVC' && number(row, 'VideoHeight') >= 1080,
    ],
    ['VideoFormat!=HEVC', (row) => video(row) && row['VideoFormat'] !== 'HEVC'],
    ['not VideoFormat=HEVC', (row) => row['VideoFormat'] !== 'HEVC'],
    [
      'VideoFormat not in (HEVC, "AVC")',
      (row) => video(row) && !['HEVC', 'AVC'].includes(String(row['VideoFormat'])),
    ],
    ['VideoHeight in (576, 2160p)', (row) => [576, 2160].includes(number(row, 'VideoHeight'))],
    ['no TextLanguages and has VideoFormat', (row) => video(row) && !row['TextLanguages']],
    ['TextLanguages=de', (row) => (row['TextLanguages'] as string[] | undefined)?.includes('de') === true],
    ['TextLanguages!=de', (row) => (row['TextLanguages'] as string[] | undefined)?.includes('de') === false],
    ['TextLanguages=zh*', (row) => String(row['TextLanguages']).startsWith('zh')],
    ['Size>2.5GB', (row) => number(row, 'Size') > 2.5e9],
    [
      'DurationMs<90min and DurationMs>1:00:00',
      (row) => number(row, 'DurationMs') > 36e5 && number(row, 'DurationMs') < 54e5,
    ],
    ['LastModified>-7d', (row) => Date.parse(String(row['LastModified'])) > NOW - 7 * 864e5],
    ['LastModified=2026-10-01', (row) => day(row) === '2026-10-01'],
    ['LastModified>2026-10-01', (row) => day(row) > '2026-10-01'],
    ['LastModified=2026-10', (row) => day(row).startsWith('2026-10')],
    ['Title~"evening NEWS"', (row) => String(row['Title']).startsWith('Evening news')],
    ['Title!~news', (row) => row['Title'] !== undefined && !String(row['Title']).includes('news')],
    ['Key~"wide 北"', (row) => String(row['Key']).includes('wide')],
    ['Key like "generated/1?0*"', (row) => /^generated\/1.0/.test(String(row['Key']))],
    ['Key="generated/*"', () => false],
    ['VideoFrameRate=23.976', (row) => row['VideoFrameRate'] === 23.976],
    ['VideoFrameRate>24fps', (row) => number(row, 'VideoFrameRate') > 24],
    ['IsStreamable=no', (row) => row['IsStreamable'] === false],
    ['IsStreamable!=no', (row) => row['IsStreamable'] === true],
    [
      'Status=FAILED or AudioChannels<2 and has VideoFormat',
      (row) => row['Status'] === 'FAILED' || (number(row, 'AudioChannels') < 2 && video(row)),
    ],
    ['near(GpsPosition, 31.2, 121.5, 60km)', (row) => kmFromShanghai(row) <= 60],
    ['has GpsPosition and not near(GpsPosition, 31.2, 121.5, 60km)', (row) => kmFromShanghai(row) > 60],
    ['near(GpsPosition, 0, 0, 1km)', () => false],
    [
      'audio(Language=ja and Channels>=6)',
      hasTrack(
        ({ Kind, Language, Channels }) => Kind === 'Audio' && Language === 'ja' && Number(Channels) >= 6,
      ),
    ],
    [
      'audio(Language=ja) and audio(Channels>=6)',
      (row) =>
        hasTrack(({ Language }) => Language === 'ja')(row) &&
        hasTrack(({ Channels }) => Number(Channels) >= 6)(row),
    ],
    ['audio(not Language=en)', hasTrack(({ Kind, Language }) => Kind === 'Audio' && Language !== 'en')],
    [
      'video(no Language and Format=HEVC)',
      hasTrack(({ Kind, Format }) => Kind === 'Video' && Format === 'HEVC'),
    ],
    ['audio(has Default and Default=yes)', hasTrack(({ Default }) => Default === true)],
    ['text()', () => false],
    ['not video()', (row) => !row['Tracks']],
  ])('%s', async (query, holds) => {
    const expected = GENERATED.filter(holds).map((row) => row['Key']);
    expect(await find(query)).toEqual(expected);
  });

  it('says what is wrong with a place', async () => {
    const { code, out, err } = await run(['find', 'near(GpsPosition, 121.5, 31.2, 60km)']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('A latitude of -90 to 90 degrees is expected');
  });

  it('prints a table with units for people', async () => {
    const { out, code } = await run([
      'find',
      'Format=Matroska',
      '--status',
      'described',
      '--sort',
      'LastModified',
      '--limit',
      '1',
    ]);
    expect(code).toBe(0);
    const [head, line] = out.split('\n');
    expect(head).toMatch(/^Key +Status +Format +Duration +Picture +Codecs +Bit rate +Size +Modified$/);
    expect(line).toMatch(
      /^generated\/001.bin +DESCRIBED +Matroska +1 min 00 s +HEVC \+ PCM +20\.0 MB +2026-09-01 11:30:00$/,
    );
  });

  it('aligns keys of wide characters', async () => {
    const { out } = await run(['find', 'Key=generated/10*', '--columns', 'key,size']);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toBe('Key                             Size');
    expect(lines[1]).toBe('generated/100 wide 北京.bin   1.0 GB');
    expect(lines[2]).toBe('generated/101.bin             1.0 GB');
  });

  it('colours a status on a terminal only, and never against NO_COLOR', async () => {
    const argv = ['find', 'Key=generated/00*', '--columns', 'Status', '--limit', '1'];
    expect((await run(argv)).out).toBe('Status\nDESCRIBED\n');
    expect((await run(argv, { isTTY: true })).out).toContain('\u001b[32mDESCRIBED');
    expect((await run(argv, { isTTY: true, env: { NO_COLOR: '1' } })).out).toBe('Status\nDESCRIBED\n');
  });

  it('prints JSON with types, lists and what is absent left out', async () => {
    const { out } = await run([
      'find',
      'Key=generated/006.bin or Key=generated/004.bin',
      '--json',
      '--columns',
      'Key,TextLanguages,Size,IsStreamable',
    ]);
    expect(jsonLines(out)).toEqual([
      { Key: 'generated/004.bin', Size: 50_000_000 },
      { Key: 'generated/006.bin', Size: 70_000_000 },
    ]);
    const [all] = jsonLines((await run(['find', 'Key="news.mp4"', '--json'])).out);
    expect(all).toMatchObject({
      ObjectKey: 'news.mp4',
      Format: 'MPEG-4',
      VideoHeight: 720,
      AudioFormats: ['AAC'],
    });
    expect(all).not.toHaveProperty('Meta_data');
  });

  it('prints CSV that quotes what needs it', async () => {
    const { out } = await run([
      'find',
      'Key=generated/240*',
      '--csv',
      '--columns',
      'Key,Title,TextLanguages,VideoFormat',
    ]);
    expect(out).toBe(
      'Key,Title,TextLanguages,VideoFormat\r\ngenerated/240 wide 北京.bin,"Evening news, part 240",en de,AVC\r\n',
    );
  });

  it('prints tracks as JSON in CSV, as objects in JSON, and as words for people', async () => {
    const asked = ['find', 'Key=generated/240*', '--columns', 'Key,Tracks'];
    const { Tracks } = GENERATED[240]!;
    const [, line] = (await run([...asked, '--csv'])).out.split('\r\n');
    expect(line).toBe(`generated/240 wide 北京.bin,"${JSON.stringify(Tracks).replaceAll('"', '""')}"`);
    expect(jsonLines((await run([...asked, '--json'])).out)).toEqual([
      { Key: GENERATED[240]!['Key'], Tracks },
    ]);
    expect((await run(asked)).out).toContain('Audio PCM en 6 channels default');
  });

  it('does not sort by what cannot be sorted', async () => {
    for (const column of ['Tracks', 'GpsPosition', 'Title']) {
      const { code, err } = await run(['find', '--sort', column]);
      expect([code, err]).toEqual([2, expect.stringContaining(`'${column}' cannot be sorted by.`)]);
    }
  });

  it('sorts by several columns, the missing last', async () => {
    const { out } = await run([
      'find',
      `Key=${PREFIX}*`,
      '--sort',
      '-VideoHeight,Key',
      '--json',
      '--columns',
      'Key,VideoHeight',
    ]);
    const expected = [...GENERATED].sort(
      (a, b) =>
        Number(b['VideoHeight'] ?? 0) - Number(a['VideoHeight'] ?? 0) ||
        (String(a['Key']) < String(b['Key']) ? -1 : 1),
    );
    expect(keysOf({ out } as RunResult)).toEqual(expected.map((row) => row['Key']));
  });

  it('streams everything through the scan of the index when no order is asked for', async () => {
    const { out } = await run(['find', `Key=${PREFIX}*`, '--sort', 'none', '--json', '--columns', 'Key']);
    expect(keysOf({ out } as RunResult).sort()).toEqual(GENERATED.map((row) => row['Key']));
  });

  it.each(['none', 'key'])('turns every page, sorted by %s', async (order) => {
    const { table } = pipeline.connection;
    const names = { tableName: table, indexName: SEARCH_INDEX };
    const index = new MediaIndex(async () => tablestore, names, { index: 7, table: 7, scan: 7 });
    const query = toSearchQuery(parseQuery(`Key=${PREFIX}*`, NOW));
    const sort = order === 'none' ? order : [{ column: 'Size', descending: true }];
    const [keys, sizes]: [unknown[], number[]] = [[], []];
    for await (const rows of index.find({ query, sort, columns: ['Key'] })) {
      sizes.push(rows.length);
      keys.push(...rows.map((row) => row['Key']));
    }
    const expected = GENERATED.map((row) => row['Key']);
    expect(order === 'none' ? keys.sort() : keys).toEqual(order === 'none' ? expected : expected.reverse());
    // The last page of each worker of a scan is a shorter one.
    if (order === 'none') expect(Math.max(...sizes)).toBe(7);
    else expect(sizes).toEqual([...Array(42).fill(7), 6]);
  });

  it.each([
    ['one page, in order of the key', 300, ['search']],
    ['more, in no order', 299, ['search', 'computeSplits', 'parallelScan']],
  ])('reads what no order is asked of as %s', async (_, page, operations) => {
    const { table } = pipeline.connection;
    const asked = new Set<string>();
    const watched = Object.create(tablestore) as TableStore.Client;
    for (const name of ['search', 'computeSplits', 'parallelScan'] as const) {
      watched[name] = (params: never) => {
        asked.add(name);
        return tablestore[name](params) as never;
      };
    }
    const names = { tableName: table, indexName: SEARCH_INDEX };
    const index = new MediaIndex(async () => watched, names, { index: page, table: page, scan: 50 });
    const query = toSearchQuery(parseQuery(`Key=${PREFIX}*`, NOW));
    const keys: unknown[] = [];
    for await (const rows of index.find({ query, sort: 'any', columns: ['Key'] })) {
      keys.push(...rows.map((row) => row['Key']));
    }
    const expected = GENERATED.map((row) => row['Key']);
    expect(operations.length === 1 ? keys : keys.sort()).toEqual(expected);
    expect([...asked]).toEqual(operations);
  });

  it('goes on in order of the key where the credentials may search and not scan', async () => {
    const { table } = pipeline.connection;
    const refusing = Object.create(tablestore) as TableStore.Client;
    refusing.computeSplits = async () => {
      throw new ServiceError('Tablestore: refused', 'OTSNoPermissionAccess');
    };
    const names = { tableName: table, indexName: SEARCH_INDEX };
    const index = new MediaIndex(async () => refusing, names, { index: 7, table: 7, scan: 7 });
    const query = toSearchQuery(parseQuery(`Key=${PREFIX}*`, NOW));
    const keys: unknown[] = [];
    for await (const rows of index.find({ query, sort: 'any', columns: ['Key'] })) {
      keys.push(...rows.map((row) => row['Key']));
    }
    expect(keys).toEqual(GENERATED.map((row) => row['Key']));
    await expect(index.find({ query, sort: 'none', columns: ['Key'] }).next()).rejects.toThrow('refused');
  });

  it('reads columns that the index does not hold from the table', async () => {
    const { out } = await run([
      'find',
      'Key="news.mp4"',
      '--sort',
      'none',
      '--json',
      '--columns',
      'Meta_data',
    ]);
    expect(jsonLines(out)[0]?.['Meta_data']).toMatch(/^<\?xml/);
  });

  it('counts', async () => {
    expect((await run(['find', `Key=${PREFIX}*`, '--count'])).out).toBe('300\n');
    expect(await run(['find', 'Size>1TB', '--count', '--json'])).toMatchObject({
      out: '{"count":0}\n',
      code: 0,
    });
  });

  it('says that nothing was found, and why', async () => {
    expect(await run(['find', 'VideoFormat=hevc'])).toEqual({
      code: 0,
      out: '',
      err: "Nothing found. No row has the VideoFormat 'hevc'. Did you mean 'HEVC'?\n",
    });
    expect((await run(['find', 'Format=Betamax and has Title'])).err).toBe(
      "Nothing found. No row has the Format 'Betamax'; there are: MPEG-4, JPEG, MXF, Matroska, Wave, MPEG Audio.\n",
    );
    expect((await run(['find', 'Size>1TB', '--json'])).err).toBe('Nothing found.\n');
  });

  it.each([
    ['Policy=FAIL', 'No row has the column Policy.'],
    ['near(GpsPosition, 0, 0, 1km) and has Title', 'No GpsPosition is that near to latitude 0, longitude 0.'],
    ['audio(Language=xx)', 'No audio track fulfils Language=xx.'],
    ['audio(Channels>=1 and Format=aac)', "No audio track fulfils Format=aac. Did you mean 'AAC'?"],
    ['audio(Channels>=99)', 'No audio track fulfils Channels>=99.'],
    ['audio(Format=XX)', 'No audio track fulfils Format=XX; there are: AAC, FLAC, MPEG Audio, PCM.'],
    ['audio(Channels=1 and Channels=2)', 'No single audio track fulfils all of Channels=1 and Channels=2.'],
    ['text(Language=en)', 'No row has any text track.'],
  ])('says why nothing was found: %s', async (query, hint) => {
    expect((await run(['find', query])).err).toBe(`Nothing found. ${hint}\n`);
  });

  it('says nothing of parts that are found by themselves', async () => {
    const query = 'near(GpsPosition, 31.2, 121.5, 60km) and audio(Language=ja) and Size>1TB';
    expect((await run(['find', query])).err).toBe('Nothing found.\n');
  });

  it('ends with 1 when nothing is found only where that is asked for', async () => {
    const codeOf = async (...argv: string[]): Promise<number> => (await run(['find', ...argv])).code;
    expect(await codeOf('Size>1TB')).toBe(0);
    expect(await codeOf('Size>1TB', '--exit-code')).toBe(1);
    expect(await codeOf('Size>1TB', '--count', '--exit-code')).toBe(1);
    expect(await codeOf('Key="news.mp4"', '--exit-code')).toBe(0);
  });

  it('always prints the header of CSV', async () => {
    expect(await run(['find', 'Size>1TB', '--csv', '--columns', 'Key,Size'])).toEqual({
      code: 0,
      out: 'Key,Size\r\n',
      err: 'Nothing found.\n',
    });
  });

  it('looks for words without a column in key and title, and says so', async () => {
    const { out, err, code } = await run(['find', 'news', '--json', '--columns', 'Key,Title']);
    const rows = jsonLines(out);
    const isNews = ({ Key, Title }: Record<string, unknown>): boolean =>
      String(Key).includes('news') || /\bnews\b/i.test(String(Title));
    expect({ code, err }).toEqual({ code: 0, err: 'Looking in key and title: Key~news or Title~news\n' });
    expect(rows.filter((row) => !isNews(row))).toEqual([]);
    const generated = rows.filter((row) => String(row['Key']).startsWith(PREFIX));
    expect(generated).toHaveLength(GENERATED.filter(isNews).length);
    expect(rows.map(({ Key }) => Key)).toContain('news.mp4');
    const both = jsonLines((await run(['find', 'wide "part 240"', '--json', '--columns', 'Key'])).out);
    expect(both).toEqual([{ Key: 'generated/240 wide 北京.bin' }]);
  });

  it('fits a terminal, and says which of the wanted columns do not', async () => {
    const argv = ['find', 'Key=generated/1*', '--columns', 'Key,Format,Size,LastModified'];
    const { out, err } = await run(argv, { isTTY: true, columns: 40, env: { NO_COLOR: '1' } });
    for (const line of out.trimEnd().split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(40);
    expect(out).toMatch(/^Key +Format/);
    expect(err).toBe('Not shown, for want of width: LastModified.\n');
  });
});

describe('put', () => {
  it('uploads files, whose rows follow', async () => {
    const [sample] = SAMPLES.filter(({ key }) => key === 'poster.jpg');
    const { out, code } = await run(['put', sample!.path, '--prefix', 'put/'], { now: Date.now() });
    expect({ code, out }).toEqual({ code: 0, out: `oss://${pipeline.connection.bucket}/put/poster.jpg\n` });
    await pipeline.cloud.functions.idle();
    expect((await run(['show', 'put/poster.jpg'])).out).toContain('DESCRIBED');
    await oss.delete('put/poster.jpg');
    await pipeline.cloud.functions.idle();
    await untilIndexed(0, 'Key=put/*');
  });

  it('names every file that is missing', async () => {
    const { code, err } = await run(['put', 'no.mp4', 'nor.mp4']);
    expect(code).toBe(2);
    expect(err).toBe("media: No such file: '/no.mp4'.\nNo such file: '/nor.mp4'.\n");
  });
});

it('answers the example question that ends npm start', async () => {
  const answer = await exampleAnswer(tablestore, pipeline.connection.table, 1);
  const [question, head, ...lines] = answer.split('\n');
  expect(question).toMatch(/^\$ npx media find '/);
  expect(head).toMatch(/^Key +VideoFormat +VideoHeight/);
  expect(lines.filter((line) => !line.startsWith(PREFIX)).map((line) => line.split(/ {2,}/)[0])).toEqual([
    'interrupted upload.mp4',
    'news.mp4',
    'trailer 100% + 北京 🎬.mkv',
    '',
  ]);
});

describe('put of large files', () => {
  const films = ['one.bin', 'two.bin', 'three.bin'];
  const paths = () => films.map((name) => join(folder, name));
  beforeAll(async () => {
    for (const path of paths()) {
      await writeFile(path, '');
      await truncate(path, 24 * 1024 * 1024);
    }
  });
  afterAll(async () => {
    for (const key of films) await oss.delete(`large/${key}`);
    await pipeline.cloud.functions.idle();
    await untilIndexed(0, 'Key=large/*');
  });

  it('shows bytes, rate and time left on a terminal, and the address in a line of its own', async () => {
    let now = 0;
    const [out, err] = [collector(true), collector(true)];
    const terminal = {
      ...fakeTerminal({ env: { MEDIA_LOCAL: join(folder, 'local.json') } }),
      now: () => (now += 100),
    };
    const argv = ['put', paths()[0]!, '--prefix', '/large//'];
    const code = await media(argv, { ...terminal, stdout: out.stream, stderr: err.stream });

    expect({ code, out: out.text() }).toEqual({
      code: 0,
      out: `oss://${pipeline.connection.bucket}/large/one.bin\n`,
    });
    expect(stripVTControlCharacters(err.text())).toMatch(
      /put {5}\d+ % {2}[\d.]+ MB of 25\.2 MB {2}[\d.]+ MB\/s {2}[\d.]+ s left {2}large\/one\.bin/,
    );
    expect(err.text().endsWith('\r\u001b[2K')).toBe(true);
  });

  it('says nothing of that elsewhere', async () => {
    const argv = ['put', paths()[0]!, '--prefix', 'large/', '--json'];
    expect(await run(argv)).toEqual({
      code: 0,
      out: `${JSON.stringify({ bucket: pipeline.connection.bucket, key: 'large/one.bin', size: 24 * 1024 * 1024 })}\n`,
      err: '',
    });
  });

  it('ends at Ctrl-C, leaves no part behind, and says what was put and what was not', async () => {
    const interruption = new AbortController();
    const [out, err] = [collector(), collector(true)];
    const env = { MEDIA_LOCAL: join(folder, 'local.json') };
    const terminal = fakeTerminal({ env, interrupted: interruption.signal });
    const write = jest.spyOn(err.stream, 'write').mockImplementation(((text: string, done?: () => void) => {
      // The first file is a third of all bytes, so at 40 % a part of the second one has arrived.
      if (/[4-9]\d % .*two\.bin/.test(text)) interruption.abort(130);
      done?.();
      return true;
    }) as never);
    const argv = ['put', ...paths(), '--prefix', 'large/'];
    const code = await media(argv, { ...terminal, stdout: out.stream, stderr: err.stream });
    const told = write.mock.calls.map(([text]) => String(text)).join('');

    expect({ code, out: out.text() }).toEqual({
      code: 130,
      out: `oss://${pipeline.connection.bucket}/large/one.bin\n`,
    });
    expect(told).toContain('1 of 3 files were put. Not put:\n  large/two.bin\n  large/three.bin\n');
    const { uploads } = await oss.listUploads({});
    expect(uploads ?? []).toEqual([]);
    await expect(oss.head('large/two.bin')).rejects.toThrow();
  });
});

describe('show', () => {
  afterAll(async () => {
    const { bucket, table } = pipeline.connection;
    for (const key of ['hostile.mp4', 'broken.mp4', 'packed.mp4']) {
      await tablestore.deleteRow({
        tableName: table,
        condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
        primaryKey: [{ ObjectKey: key }, { BucketName: bucket }],
      });
    }
    await untilIndexed(GENERATED.length + SAMPLES.length);
  });

  it('takes the address that put prints', async () => {
    const address = `oss://${pipeline.connection.bucket}/news.mp4`;
    const { out } = await run(['show', address]);
    expect(out).toBe((await run(['show', 'news.mp4'])).out);
    expect(await run(['show', 'oss://another-bucket/news.mp4'])).toEqual({
      code: 1,
      out: '',
      err: 'No row for oss://another-bucket/news.mp4.\n',
    });
    expect((await run(['show', 'oss://A_B/news.mp4'])).err).toContain("'A_B' given.");
  });

  it('shows a row in groups, with exact numbers beside the readable ones', async () => {
    const { out, code } = await run(['show', 'news.mp4']);
    expect(code).toBe(0);
    expect(out).toMatch(/^oss:\/\/media-metadata-\w+\/news\.mp4\nDESCRIBED\n\nObject\n/);
    expect(out).toMatch(/\n {2}DurationMs +5\.0 s \(5,000 ms\)\n/);
    expect(out).toMatch(/\n\nVideo\n {2}VideoFormat +AVC\n/);
    expect(out).toMatch(/\n {2}AudioSamplingRate +48 kHz\n/);
    // A line for each track.
    expect(out).toMatch(
      /\n {2}Tracks +Video AVC High avc1 .*\n {10,}Audio AAC mp4a-40-2 .* 2 channels L R 48 kHz/,
    );
  });

  it('prints the stored report, and JSON', async () => {
    expect((await run(['show', 'news.mp4', '--xml'])).out).toMatch(/<media ref="oss:\/\/[^"]+\/news\.mp4">/);
    expect(JSON.parse((await run(['show', 'news.mp4', '--json'])).out)).toMatchObject({
      ObjectKey: 'news.mp4',
      Size: SAMPLES.find(({ key }) => key === 'news.mp4')!.size,
      VideoFormats: ['AVC'],
      Tracks: [
        { Kind: 'Video', Format: 'AVC', Width: 1_280 },
        { Kind: 'Audio', Channels: 2 },
      ],
    });
  });

  it('has the stored report converted', async () => {
    const { out, err, code } = await run(['show', 'news.mp4', '--as', 'EBUCore']);
    expect(code).toBe(0);
    // Nothing, or what the kernel of this machine does not offer.
    expect(err).toMatch(/^(mediainfo not fully confined on this machine\. Refused: .*\.\n)?$/);
    expect(out).toMatch(/<ebucore:locator>oss:\/\/[^<]+\/news\.mp4<\/ebucore:locator>/);
    expect(out).toContain('<ebucore:videoEncoding typeLabel="High@L3.1" />');
    const json = JSON.parse((await run(['show', 'news.mp4', '--as', 'json'])).out);
    expect(json.media.track[1]).toMatchObject({ Format: 'AVC', Format_Level: '3.1', Width: '1280' });
    expect(json.media.track[1].extra).toEqual({ CodecConfigurationBox: 'avcC' });
  });

  it('converts what others wrote safely for a terminal, and as it is elsewhere', async () => {
    const hostile = 'A\u202eB';
    await putReport('hostile.mp4', (xml) => xml.replace(/<Title>[^<]*/, `<Title>${hostile}`));
    const argv = ['show', 'hostile.mp4', '--as', 'text'];
    expect((await run(argv)).out).toContain(hostile);
    const { out } = await run(argv, { isTTY: true });
    expect(out).toContain('A\uFFFDB');
    expect(out).not.toMatch(/\u202e/);
  });

  it('says why a report cannot be converted', async () => {
    expect(await run(['show', 'news.mp4', '--as', 'ebucroe'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/--as: one of text, json, .* 'ebucroe' given\. Did you mean ebucore\?\n$/),
    });
    expect(await run(['show', 'news.mp4', '--as', 'json', '--xml'])).toMatchObject({ code: 2, out: '' });
    expect((await run(['show', 'generated/004.bin', '--as', 'json'])).err).toMatch(/^No report for /);
    await putReport('broken.mp4', (xml) => xml.slice(0, 500));
    expect(await run(['show', 'broken.mp4', '--as', 'json'])).toEqual({
      code: 1,
      out: '',
      err: 'media: The report could not be converted: What is stored is not a whole report of MediaInfo.\n',
    });
  });

  it('says that a packed report cannot be unpacked, or is larger than any that is stored', async () => {
    for (const packed of [Buffer.from('no gzip'), gzipSync(Buffer.alloc(70_000_000))]) {
      await putCells('packed.mp4', { Meta_data_gzip: packed, ReportEncoding: 'gzip', Status: 'DESCRIBED' });
      const { code, out, err } = await run(['show', 'packed.mp4', '--xml']);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(
        /^media: Meta_data_gzip of 'packed\.mp4' holds no gzipped report of at most 64000000 bytes\.\n$/,
      );
    }
  });

  it('ends with 1 when there is no row or no report', async () => {
    expect(await run(['show', 'nowhere.mp4'])).toMatchObject({ code: 1, out: '' });
    expect(await run(['show', 'generated/004.bin', '--xml'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('No report for'),
    });
  });
});

describe('the questions of the docs about captions and channels', () => {
  const COLUMN_FIXTURES = join(PROJECT_ROOT, 'test', 'fixtures', 'columns');
  const NAMES = ['captions.mov', 'eight-mono.mov', 'surround.mp4'];

  beforeAll(async () => {
    for (const name of NAMES) {
      const path = name === 'surround.mp4' ? join(COLUMN_FIXTURES, 'hlg.mp4') : join(COLUMN_FIXTURES, name);
      await oss.put(`questions/${name}`, path);
    }
    await pipeline.cloud.functions.idle();
    await untilIndexed(NAMES.length, 'Key=questions/*');
  });

  afterAll(async () => {
    for (const name of NAMES) await oss.delete(`questions/${name}`);
    await pipeline.cloud.functions.idle();
    await untilIndexed(0, 'Key=questions/*');
  });

  const asked = async (query: string) =>
    keysOf(await run(['find', `Key=questions/* and ${query}`, '--json', '--columns', 'Key']));

  it('finds videos without captions, CEA-608 counted as such', async () => {
    expect((await asked('HasVideo=true and no TextFormats')).sort()).toEqual(['questions/surround.mp4']);
    expect(await asked('text(Format=*608*)')).toEqual(['questions/captions.mov']);
  });

  it('counts the channels of all tracks: eight mono tracks are not less than stereo', async () => {
    expect(await asked('has AudioChannelsTotal and AudioChannelsTotal<2')).toEqual([]);
    expect(await asked('AudioChannels<2')).toEqual(['questions/eight-mono.mov']);
    expect(await asked('AudioChannelsTotal=8')).toEqual(['questions/eight-mono.mov']);
  });
});

describe('stats', () => {
  const sum = (rows: Cells[], name: string): number =>
    rows.reduce((total, row) => total + Number(row[name] ?? 0), 0);
  const totals = (rows: Cells[]): object => ({
    objects: rows.length,
    durationMs: sum(rows, 'DurationMs'),
    bytes: sum(rows, 'Size'),
  });

  it('adds up objects, time and bytes, and says what is in no group', async () => {
    const { out } = await run(['stats', `Key=${PREFIX}*`, '--by', 'codec', '--json']);
    const groups = new Map(jsonLines(out).map(({ value, ...rest }) => [value, rest]));
    expect([...groups.keys()].sort()).toEqual(['AV1', 'AVC', 'HEVC', 'ProRes', null]);
    for (const [value, group] of groups) {
      const sums = totals(GENERATED.filter((row) => (row['VideoFormat'] ?? null) === value));
      expect(group).toEqual(value === null ? { ...sums, others: false } : sums);
    }
  });

  it('groups by day, the latest first, with days on which nothing came', async () => {
    const query = `Key=${PREFIX}* and (LastModified=2026-10-01 or LastModified=2026-10-20)`;
    const { out } = await run(['stats', query, '--by', 'day', '--json']);
    const groups = jsonLines(out);
    expect(groups).toHaveLength(20);
    for (const { value, ...rest } of groups) {
      const rows = GENERATED.filter((row) => String(row['LastModified']).startsWith(String(value)));
      const isAsked = value === '2026-10-01' || value === '2026-10-20';
      expect(rest).toEqual(totals(isAsked ? rows : []));
    }
    expect(groups[0]?.['value']).toBe('2026-10-20');
  });

  it('draws bars', async () => {
    const { out } = await run(['stats', `Key=${PREFIX}* and VideoHeight>=1080`, '--by', 'VideoHeight']);
    const [head, first, second, all] = out.split('\n');
    expect(head).toMatch(/^VideoHeight +Objects +Duration +Size$/);
    expect(first).toMatch(/^(1080|2160) +\d+ +[\d,.]+ h +\d+\.\d GB +█{24}$/);
    expect(second).toMatch(/█[▏▎▍▌▋▊▉]?$/);
    expect(all).toMatch(/^All /);
  });

  it('is CSV with --csv, and says when there is nothing', async () => {
    const { out } = await run(['stats', 'Key="news.mp4"', '--csv']);
    expect(out).toMatch(/^Format,objects,durationMs,bytes\r\nMPEG-4,1,5000,\d+\r\n$/);
    const nothing = { code: 0, out: '', err: 'Nothing found.\n' };
    expect(await run(['stats', 'Size>1PB'])).toEqual(nothing);
    expect(await run(['stats', 'Size>1PB', '--exit-code'])).toEqual({ ...nothing, code: 1 });
    const head = 'Format,objects,durationMs,bytes\r\n';
    expect(await run(['stats', 'Size>1PB', '--csv'])).toEqual({ ...nothing, out: head });
  });

  it('has null for rows without the column, and for what the limit leaves out', async () => {
    const query = `Key=${PREFIX}*`;
    const [, ...rest] = jsonLines(
      (await run(['stats', query, '--by', 'VideoFormat', '--limit', '1', '--json'])).out,
    );
    expect(rest).toEqual([expect.objectContaining({ value: null, others: true })]);
    const groups = jsonLines((await run(['stats', query, '--by', 'VideoFormat', '--json'])).out);
    const without = GENERATED.filter((row) => row['VideoFormat'] === undefined);
    expect(groups.at(-1)).toEqual({ value: null, others: false, ...totals(without) });
    const csv = (await run(['stats', query, '--by', 'VideoFormat', '--csv'])).out;
    expect(csv).toMatch(/\r\n,\d+,\d+,\d+\r\n$/);
  });
});

describe('failed and retry', () => {
  it('lists what did not work with its reason, the latest first', async () => {
    const { out } = await run(['failed', '--json', '--columns', 'Key']);
    const expected = GENERATED.filter((row) => ['FAILED', 'TOO_SLOW'].includes(String(row['Status'])));
    expect(keysOf({ out } as RunResult)).toEqual(expected.map((row) => row['Key']).reverse());
    expect((await run(['failed', '--limit', '1'])).out).toMatch(
      /^Key +Status +Modified +Reason\n.*which is too long\.\n$/,
    );
    expect(await run(['failed', 'Format=Wave', '--exit-code'])).toEqual({
      code: 0,
      out: '',
      err: 'Nothing failed.\n',
    });
    expect((await run(['failed', '--count'])).code).toBe(0);
    expect((await run(['failed', '--count', '--exit-code'])).code).toBe(1);
    expect((await run(['failed', '--help'])).out).toContain('(default: -LastModified, the latest first)');
  });

  it('has what a query finds described again', async () => {
    await tablestore.updateRow({
      tableName: pipeline.connection.table,
      condition: new TableStore.Condition(TableStore.RowExistenceExpectation.EXPECT_EXIST, null),
      primaryKey: [{ ObjectKey: 'podcast.mp3' }, { BucketName: pipeline.connection.bucket }],
      updateOfAttributeColumns: [{ PUT: [{ Status: 'FAILED' }] }],
    });
    const query = 'Key=podcast.mp3 and Status=FAILED';
    await untilIndexed(1, query);

    const dry = await run(['retry', query, '--dry-run']);
    expect(dry).toEqual({ code: 0, out: '1 object would be described again.\n', err: '' });
    expect((await run(['retry', query, '--dry-run', '--exit-code'])).code).toBe(1);
    const { out } = await run(['retry', query, '--json']);

    expect(JSON.parse(out)).toEqual({ found: 1, sent: 1 });
    await pipeline.cloud.functions.idle();
    await untilIndexed(0, query);
    expect(await run(['retry', query, '--exit-code'])).toEqual({ code: 0, out: '', err: 'Nothing to do.\n' });
  });
});

describe('backfill', () => {
  const rowsOf = async (...keys: string[]): Promise<unknown[]> => {
    const shown = await Promise.all(keys.map((key) => run(['show', key, '--json'])));
    return shown.map(({ out }) => (out ? (JSON.parse(out) as Cells)['Status'] : undefined));
  };
  const deleteRow = (key: string): Promise<unknown> =>
    tablestore.deleteRow({
      tableName: pipeline.connection.table,
      condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
      primaryKey: [{ ObjectKey: key }, { BucketName: pipeline.connection.bucket }],
    });

  beforeAll(async () => {
    // They have no objects.
    await Promise.all(GENERATED.map((row) => deleteRow(String(row['Key']))));
  });
  afterAll(() => putGenerated(tablestore, pipeline.connection));

  it('has only those described whose row is missing, through the deployed function', async () => {
    await Promise.all(['news.mp4', 'poster.jpg'].map(deleteRow));
    expect(await rowsOf('news.mp4', 'poster.jpg')).toEqual([undefined, undefined]);

    const dry = await run(['backfill', '--dry-run']);
    expect(dry.out).toContain(
      '7 objects looked at: 2 without a row, 0 changed since, 0 with an outdated description, ' +
        '0 of another storage class or type than the row tells, 0 gone, with a row left behind.',
    );
    expect(dry.out).toMatch(/Describing 2 would cost about USD 0\.00 .*from the average of \d+ rows/);

    const { out, code } = await run(['backfill', '--rate', '1000', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      listed: 7,
      missing: 2,
      replaced: 0,
      outdated: 0,
      unannounced: 0,
      drifted: 0,
      orphaned: 0,
      rows: 5,
      linked: 0,
      unwatched: 0,
      strange: 0,
      sent: 2,
      invocations: 1,
      interrupted: false,
    });
    await pipeline.cloud.functions.idle();
    expect(await rowsOf('news.mp4', 'poster.jpg')).toEqual(['DESCRIBED', 'DESCRIBED']);
    expect((await run(['backfill'])).out).toContain('Every row is right.');
  });

  it('turns every page of the list, whatever is in a key, and reads any number of rows', async () => {
    const session = new Session(findTarget({ local: join(folder, 'local.json') }, { env: {}, cwd: '/' }));
    const listed: ListedObject[][] = [];
    for await (const page of listObjects(session, { prefix: '', pageSize: 3 })) listed.push(page);
    expect(listed.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(listed.flat().map(({ key }) => key)).toEqual(SAMPLES.map(({ key }) => key));

    const rowsAfter = async (prefix: string, after: string): Promise<string[]> => {
      const rows: string[] = [];
      for await (const page of listRows(session, { prefix, after })) rows.push(...page.map(({ key }) => key));
      return rows;
    };
    const generated = GENERATED.map((row) => String(row['Key']));
    await putGenerated(tablestore, pipeline.connection);
    expect(await rowsAfter(PREFIX, '')).toEqual(generated);
    expect(await rowsAfter(PREFIX, generated[250]!)).toEqual(generated.slice(251));
    expect(await rowsAfter('', generated.at(-1)!)).toEqual(
      SAMPLES.map(({ key }) => key).filter((key) => key > PREFIX),
    );
    await Promise.all(generated.map(deleteRow));
  });

  it('shows on a terminal how far it is', async () => {
    const { err } = await run(['backfill', '--restart'], { isTTY: true });
    expect(err).toMatch(/█ 100% · 7\/7 objects · 0 sent · \d+\/s · 0s left/);
  });

  it('takes only keys with the prefix, and objects written since', async () => {
    const listed = async (...argv: string[]): Promise<unknown> =>
      (JSON.parse((await run(['backfill', '--dry-run', '--json', ...argv])).out) as Cells)['listed'];
    expect(await listed('--prefix', 'p')).toBe(2);
    expect(await listed('--since', '2099-01-01')).toBe(0);
    expect(await listed('--since', '2020')).toBe(7);
    expect(await run(['backfill', '--since', 'soon'])).toMatchObject({
      code: 2,
      err: expect.stringContaining("'soon' given"),
    });
  });

  it('goes on where Ctrl-C ended it', async () => {
    const more = ['z1.txt', 'z2.txt', 'z3.txt'];
    for (const key of more) await oss.put(key, Buffer.from(key));
    await pipeline.cloud.functions.idle();
    const keys = [...SAMPLES.map(({ key }) => key), ...more];
    await Promise.all(keys.map((key) => deleteRow(key)));
    const interruption = new AbortController();
    // Eight objects are sent at once. At this rate the ninth one would wait for a minute.
    const running = run(['backfill', '--rate', '0.1'], { interrupted: interruption.signal, isTTY: true });
    while ((await rowsOf('interrupted upload.mp4'))[0] === undefined) await pipeline.cloud.functions.idle();
    interruption.abort();

    const first = await running;
    expect(first.code).toBe(130);
    expect(first.out).toMatch(
      /\n8 sent to the function in 1 invocation\. Interrupted: .*backfill-.*\.json\)\.\n$/,
    );
    expect(first.err).toMatch(/ 80% · 8\/10 objects · 8 sent /);
    expect(first.err).not.toContain('10/10');
    const second = await run(['backfill', '--json']);
    expect(second.err).toBe("Going on after 'z1.txt'; --restart begins anew.\n");
    expect(JSON.parse(second.out)).toMatchObject({ listed: 2, missing: 2, sent: 2, interrupted: false });
    await pipeline.cloud.functions.idle();
    expect(await rowsOf(...keys)).not.toContain(undefined);
    expect((await run(['backfill', '--json'])).err).toBe('');
  });
});
