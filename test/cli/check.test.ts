import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type OSS from 'ali-oss';
import { columnsFor, storedRow } from '../../cli/check/stored-row';
import { writeVerdict } from '../../cli/check/write-verdict';
import { ossClient } from '../../cli/cloud/oss-client';
import { type ObjectRow, readRow } from '../../cli/cloud/rows';
import { Session } from '../../cli/cloud/session';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { findTarget } from '../../cli/cloud/target';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { MediaIndex } from '../../cli/search/media-index';
import { toSearchQuery } from '../../cli/search/to-search-query';
import type { Input } from '../../cli/upload/inputs';
import { readPolicy } from '../../contract/policy/read-policy';
import { parseQuery } from '../../contract/query/parse';
import { SEARCH_INDEX } from '../../contract/search-index';
import { PROJECT_ROOT } from '../../lib/project-root';
import { jsonLines, type RunOptions, type RunResult, runMedia } from './run-media';

afterEach(() => {
  mockRowsOf = undefined;
});

const media = (name: string): string => join(PROJECT_ROOT, 'test', 'fixtures', 'media', name);
const ready = (name: string): string => join(PROJECT_ROOT, 'assets', 'policies', name);

const STRICT = 'name: Strict\nmust Codec is AVC: VideoFormat=AVC\nshould Ready: IsStreamable=true\n';
const XML = `<policy name="Small"><rule name="Narrow" value="Width" tracktype="Video" operator="&lt;">1000</rule></policy>`;

/** Keys and their files. Below `in/` the policy is STRICT, below `in/xml/` it is XML, elsewhere there is none. */
const OBJECTS: [key: string, fixture: string][] = [
  ['in/good.mp4', 'moov-first.mp4'],
  ['in/late.mp4', 'moov-last.mp4'],
  ['in/other.webm', 'vp9.webm'],
  ['in/empty.mp4', 'empty.mp4'],
  ['in/xml/good.mp4', 'moov-first.mp4'],
  ['in/xml/empty.mp4', 'empty.mp4'],
  ['free.webm', 'vp9.webm'],
];

jest.setTimeout(60_000);

/** What local files are said to be, where a test is about which files are taken; else they are described. */
let mockRowsOf: ((inputs: Input[]) => ObjectRow[]) | undefined;
jest.mock('../../cli/try/rows-of-files', () => {
  const { rowsOfFiles } = jest.requireActual('../../cli/try/rows-of-files');
  return {
    rowsOfFiles: async (inputs: Input[], terminal: unknown) =>
      mockRowsOf ? mockRowsOf(inputs) : rowsOfFiles(inputs, terminal),
  };
});

let pipeline: LocalPipeline;
let oss: OSS;
let folder: string;
let index: MediaIndex;

const run = (argv: string[], options: RunOptions = {}): Promise<RunResult> => {
  const env = { MEDIA_LOCAL: join(folder, 'local.json'), XDG_STATE_HOME: folder, ...options.env };
  return runMedia(argv, { cwd: folder, ...options, env });
};
const rowOf = async (key: string): Promise<ObjectRow> =>
  (await readRow(tablestoreClient(pipeline.connection), pipeline.connection, key))!;
const policyOf = async (key: string): Promise<unknown[]> => {
  const { columns } = await rowOf(key);
  return ['Policy', 'PolicyName', 'PolicyFailures', 'PolicyWarnings'].map((name) => columns[name]);
};
/** Waits for the index, which is always a moment behind the table. */
const untilFound = async (query: string, rows: number): Promise<void> => {
  while ((await index.count(toSearchQuery(parseQuery(query, 0)))) !== rows)
    await new Promise((done) => setTimeout(done, 100));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-'));
  await writeFile(join(folder, 'strict.policy'), STRICT);
  await writeFile(join(folder, 'small.xml'), XML);
  pipeline = await LocalPipeline.deploy({
    context: { policies: { 'in/': join(folder, 'strict.policy'), 'in/xml/': join(folder, 'small.xml') } },
  });
  const { connection } = pipeline;
  await writeFile(join(folder, 'local.json'), `${JSON.stringify(connection)}\n`);
  const client = tablestoreClient(connection);
  index = new MediaIndex(async () => client, { tableName: connection.table, indexName: SEARCH_INDEX });
  oss = ossClient(connection);
  for (const [key, fixture] of OBJECTS) await oss.put(key, media(fixture));
  await pipeline.cloud.functions.idle();
  await untilFound('has Status', OBJECTS.length);
}, 60_000);

afterAll(async () => {
  await pipeline?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the pipeline', () => {
  it('judges each object by the policy of the longest beginning of its key', async () => {
    expect(await policyOf('in/good.mp4')).toEqual(['PASS', 'Strict', undefined, undefined]);
    expect(await policyOf('in/late.mp4')).toEqual(['WARN', 'Strict', undefined, '["Ready"]']);
    expect(await policyOf('in/other.webm')).toEqual(['FAIL', 'Strict', '["Codec is AVC"]', undefined]);
    expect(await policyOf('in/xml/good.mp4')).toEqual(['PASS', 'Small', undefined, undefined]);
    expect(await policyOf('free.webm')).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('does not accept what it has no report of', async () => {
    expect(await policyOf('in/xml/empty.mp4')).toEqual([
      'FAIL',
      'Small',
      '["There is no report"]',
      undefined,
    ]);
    expect(await policyOf('in/empty.mp4')).toEqual(['FAIL', 'Strict', '["Codec is AVC"]', '["Ready"]']);
  });

  it('tells the policy by a hash of its file, and the version of MediaInfo', async () => {
    const { columns } = await rowOf('in/good.mp4');
    const { hash } = readPolicy(STRICT, 'strict.policy');
    expect(columns['PolicyVersion']).toBe(`${hash}@${pipeline.connection.mediaInfoVersion}`);
    const { describedWith } = findTarget(
      {},
      { env: { MEDIA_LOCAL: join(folder, 'local.json') }, cwd: folder },
    );
    expect(describedWith.policies).toEqual([
      { prefix: 'in/', policy: hash },
      { prefix: 'in/xml/', policy: readPolicy(XML, 'small.xml').hash },
    ]);
  });

  it('is asked by verdict, and counted by it', async () => {
    const found = await run(['find', 'Policy=FAIL', '--columns', 'Key,PolicyFailures', '--csv']);
    expect(found.out.split('\r\n').slice(1, -1).sort()).toEqual([
      'in/empty.mp4,Codec is AVC',
      'in/other.webm,Codec is AVC',
      'in/xml/empty.mp4,There is no report',
    ]);
    const groups = jsonLines((await run(['stats', '--by', 'policy', '--json'])).out);
    expect(groups.map(({ value, objects }) => [value, objects]).sort()).toEqual(
      [
        ['FAIL', 3],
        ['PASS', 2],
        ['WARN', 1],
        [null, 1],
      ].sort(),
    );
  });
});

describe('media check', () => {
  it('prints what fails and why, and ends with 1', async () => {
    const { code, out, err } = await run(['check', 'strict.policy', 'Key=in/*']);
    expect(code).toBe(1);
    expect(out).toContain('FAIL  in/other.webm\n      Codec is AVC: VideoFormat=AVC; VideoFormat is VP9\n');
    expect(out).toContain(
      'WARN  in/late.mp4\n      Ready (warning): IsStreamable=true; IsStreamable is false\n',
    );
    expect(out).not.toContain('in/good.mp4');
    expect(err).toContain('Strict: 6 judged, 2 pass, 1 warn, 3 fail.\n');
  });

  it('ends with 0 when nothing fails', async () => {
    expect(await run(['check', 'small.xml', 'Key=in/good.mp4'])).toEqual({
      code: 0,
      out: '',
      err: 'Small: 1 judged, 1 pass, 0 warn, 0 fail.\n',
    });
  });

  it('touches no object', async () => {
    const before = pipeline.cloud.oss.requests.length;
    expect(before).toBeGreaterThan(0);
    expect((await run(['check', 'small.xml'])).err).toContain(`${OBJECTS.length} judged`);
    expect(pipeline.cloud.oss.requests).toHaveLength(before);
  });

  it('prints every row for programs, as JSON, CSV and JUnit', async () => {
    const json = await run(['check', 'small.xml', 'Key=in/xml/*', '--json']);
    expect(jsonLines(json.out)).toEqual([
      expect.objectContaining({ key: 'in/xml/empty.mp4', verdict: 'FAIL', failures: ['There is no report'] }),
      expect.objectContaining({
        key: 'in/xml/good.mp4',
        verdict: 'PASS',
        failures: [],
        warnings: [],
        reasons: [],
      }),
    ]);
    expect(JSON.parse(json.err)).toMatchObject({ policy: 'Small', judged: 2, passed: 1, failed: 1 });
    const csv = await run(['check', 'strict.policy', 'Key=in/other.webm', '--csv']);
    expect(csv.out.split('\r\n')).toEqual([
      'Key,BucketName,Policy,PolicyFailures,PolicyWarnings,Why',
      `in/other.webm,${pipeline.connection.bucket},FAIL,Codec is AVC,,Codec is AVC: VideoFormat=AVC; VideoFormat is VP9`,
      '',
    ]);
    expect((await run(['check', 'strict.policy', 'Key=in/empty.mp4', '--csv'])).out).toContain(
      ',FAIL,Codec is AVC,Ready,Codec is AVC: VideoFormat=AVC; VideoFormat is absent | Ready (warning): IsStreamable=true; IsStreamable is absent\r\n',
    );
    const junit = await run(['check', 'strict.policy', 'Key=in/other.webm or Key=in/good.mp4', '--junit']);
    expect(junit.code).toBe(1);
    expect(junit.out).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites>',
        '<testsuite name="Strict">',
        `<testcase classname="${pipeline.connection.bucket}" name="in/good.mp4"/>`,
        `<testcase classname="${pipeline.connection.bucket}" name="in/other.webm"><failure message="Codec is AVC">Codec is AVC: VideoFormat=AVC; VideoFormat is VP9</failure></testcase>`,
        '</testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    );
    const both = await run(['check', 'strict.policy', 'Key=in/empty.mp4', '--junit']);
    expect(both.out).toContain(
      'VideoFormat is absent&#10;Ready (warning): IsStreamable=true; IsStreamable is absent</failure>',
    );
  });

  it('judges local files by the shipped MediaInfo', async () => {
    const { code, out, err } = await run([
      'check',
      ready('web-video.policy'),
      media('moov-last.mp4'),
      media('wmv2.wmv'),
    ]);
    expect(code).toBe(1);
    expect(out).toContain(`FAIL  ${media('wmv2.wmv')}\n      Container and codec of the web:`);
    expect(out).toContain(`WARN  ${media('moov-last.mp4')}\n      Index at the beginning (warning):`);
    expect(err).toContain('Web video: 2 files judged, 0 pass, 1 warn, 1 fail.');
    const json = await run(['check', ready('still-images.policy'), media('moov-last.mp4'), '--json']);
    expect(jsonLines(json.out)).toMatchObject([{ verdict: 'FAIL' }]);
    // As for stored rows, the last line has the counts.
    expect(JSON.parse(json.err.trimEnd().split('\n').at(-1)!)).toEqual({
      policy: 'Still images for the web',
      ...{ judged: 1, passed: 0, warned: 0, failed: 1, written: 0, interrupted: false },
    });
  });

  it('takes folders, patterns and names on standard input, as put and try do', async () => {
    await mkdir(join(folder, 'films', 'old'), { recursive: true });
    for (const name of ['a.mp4', 'old/b.mp4', 'old/c.mkv'])
      await copyFile(media('moov-first.mp4'), join(folder, 'films', name));
    const columns = { VideoFormat: 'AVC', IsStreamable: true };
    const found = { bucket: 'b', status: 'DESCRIBED', reason: null, xml: '<MediaInfo></MediaInfo>' };
    mockRowsOf = (inputs) => inputs.map(({ key }) => ({ ...found, key, columns }));
    const keysOf = async (argv: string[], stdin = ''): Promise<unknown[]> => {
      const { code, out } = await run(['check', 'strict.policy', ...argv, '--json'], { stdin });
      expect(code).toBe(0);
      return jsonLines(out).map(({ key }) => key);
    };
    expect(await keysOf(['-r', 'films/old', 'films/{a,z}.mp4'])).toEqual([
      'films/old/b.mp4',
      'films/old/c.mkv',
      'films/a.mp4',
    ]);
    expect(await keysOf(['-'], 'films/a.mp4\nfilms/old/b.mp4\n')).toEqual(['films/a.mp4', 'films/old/b.mp4']);
    expect(await keysOf(['-r', 'films'])).toEqual(['films/a.mp4', 'films/old/b.mp4', 'films/old/c.mkv']);
    expect(await keysOf(['films/**/*.mp4'])).toEqual(['films/a.mp4', 'films/old/b.mp4']);
    expect(await keysOf(['-0', '-'], 'films/a.mp4\0')).toEqual(['films/a.mp4']);
  });

  it.each([
    [['nowhere.policy'], "No such policy: 'nowhere.policy'. Ready ones are in '"],
    [['web-video'], `No such policy: 'web-video'. The ready one is '${ready('web-video.policy')}'.`],
    [['.'], "A directory: '.'. A file with a policy is expected."],
    // A wrong file name must be an error. It must not become a search that finds nothing.
    [['strict.policy', 'gone.mp4'], "'gone.mp4' is no file and no query."],
    [
      ['strict.policy', './a folder/of a name longer than any search takes.mp4'],
      "takes.mp4' is no file and no query.",
    ],
    [
      ['strict.policy', tmpdir()],
      `A directory: '${tmpdir()}'. Take everything in it with -r, or name files, such as '`,
    ],
    [
      ['strict.policy', 'small.xml', 'b'],
      "'b' is no file. After the policy, files are expected, or one query",
    ],
    [['strict.policy', 'gone/*.mp4'], "No file fits 'gone/*.mp4' in '"],
    [['strict.policy', '-r', 'gone'], "No such file: '"],
    [['strict.policy', '-r'], '-r needs a folder'],
    [
      ['strict.policy', '-', '--local', '-'],
      "Standard input can be '--local -' or names of files, not both.",
    ],
    [['strict.policy', 'small.xml', '--write'], '--write is for rows: local files have none.'],
    [['strict.policy', 'Sise>1'], "There is no column 'Sise'. Did you mean Size?\n  Sise>1\n  ^^^^"],
  ])('refuses %j', async (argv, message) => {
    const { code, err } = await run(['check', ...argv]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('marks the place in a policy that is wrong', async () => {
    await writeFile(join(folder, 'wrong.policy'), 'must a: has Titel');
    const { code, err } = await run(['check', 'wrong.policy']);
    expect([code, err]).toEqual([
      2,
      "media: wrong.policy:1:13: There is no column 'Titel'.\n  must a: has Titel\n              ^^^^^\n",
    ]);
  });
});

describe('media check --write', () => {
  const LAX = 'name: Lax\nmust Video: has VideoFormat\n';

  it('brings rows up to date, and then finds nothing to write', async () => {
    await writeFile(join(folder, 'lax.policy'), LAX);
    const before = await rowOf('free.webm');
    const first = await run(['check', 'lax.policy', 'Key=free.webm or Key=in/other.webm', '--write']);
    expect(first).toMatchObject({ code: 0, err: 'Lax: 2 judged, 2 pass, 0 warn, 0 fail. 2 written.\n' });
    expect(await policyOf('free.webm')).toEqual(['PASS', 'Lax', undefined, undefined]);
    // The earlier verdict is gone, and the report is unchanged.
    expect(await policyOf('in/other.webm')).toEqual(['PASS', 'Lax', undefined, undefined]);
    const after = await rowOf('free.webm');
    expect(after.xml).toBe(before.xml);
    expect(after.columns['RevisionId']).not.toBe(before.columns['RevisionId']);
    await untilFound('PolicyName=Lax', 2);
    const second = await run(['check', 'lax.policy', 'Key=free.webm or Key=in/other.webm', '--write']);
    expect(second.err).toBe('Lax: 2 judged, 2 pass, 0 warn, 0 fail. 0 written.\n');
  });

  it('leaves a row as it is that changed since it was read, and judges it again', async () => {
    const session = new Session(
      findTarget({}, { env: { MEDIA_LOCAL: join(folder, 'local.json') }, cwd: folder }),
    );
    const policy = readPolicy(LAX, 'lax.policy');
    const columns = columnsFor(policy, true);
    const client = await session.tablestore();
    const { bucket, table } = session.target;
    const primaryKey = [{ ObjectKey: 'in/late.mp4' }, { BucketName: bucket }] as never;
    const { row } = await client.getRow({
      tableName: table,
      primaryKey,
      columnsToGet: columns,
      maxVersions: 1,
    });
    const stale = storedRow(row.primaryKey!, row.attributes);
    // Another run writes at the same time.
    await oss.put('in/late.mp4', media('vp9.webm'));
    await pipeline.cloud.functions.idle();
    const judged: unknown[] = [];
    const written = await writeVerdict(session, stale, columns, (now) => {
      judged.push(now.cell('VideoFormat'));
      return { Policy: 'PASS', PolicyName: 'Lax', PolicyVersion: 'x@1' };
    });
    expect(written).toBe(true);
    expect(judged).toEqual(['AVC', 'VP9']);
    expect((await rowOf('in/late.mp4')).columns).toMatchObject({
      VideoFormat: 'VP9',
      Policy: 'PASS',
      PolicyName: 'Lax',
    });
  });

  it('goes on where an interrupted run came to, and counts what that found', async () => {
    const argv = ['check', 'strict.policy', 'Key=in/*', '--write', '--csv'];
    const files = (): string[] => [join(folder, 'media-metadata')].filter(existsSync);
    const interrupted = new AbortController();
    // Interrupted before the first page: nothing is done yet.
    interrupted.abort(130);
    expect((await run(argv, { interrupted: interrupted.signal })).code).not.toBe(0);
    const state = join(folder, 'state.json');
    const all = await run([...argv, '--state', state]);
    expect(all.err).toContain('Strict: 6 judged');
    // Done: the state is gone.
    expect(existsSync(state)).toBe(false);
    const { hash } = readPolicy(STRICT, 'strict.policy');
    const counts = { judged: 3, passed: 1, warned: 1, failed: 1, written: 2 };
    const { bucket, table } = pipeline.connection;
    const half = { table, query: 'Key=in/*', policy: hash, after: ['in/late.mp4', bucket], counts };
    await writeFile(state, JSON.stringify(half));
    const rest = await run([...argv, '--state', state]);
    expect(rest.out).not.toContain('in/good.mp4');
    expect(rest.out).toContain('in/other.webm');
    expect(rest.err).toContain("Going on after 'in/late.mp4'; --restart begins anew.");
    expect(rest.err).toContain('Strict: 6 judged');
    await writeFile(state, JSON.stringify({ ...half, policy: 'another' }));
    expect(await run([...argv, '--state', state])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is the state of a check of other rows or by another policy'),
    });
    expect((await run([...argv, '--state', state, '--restart'])).out).toContain('in/good.mp4');
    expect(files().length).toBeLessThanOrEqual(1);
  });
});

describe('media policy new', () => {
  it.each([
    ['in the language of find', []],
    ["as MediaConch's XML", ['--xml']],
  ])('makes a policy that the object passes, and another does not: %s', async (_, flags) => {
    const { code, out } = await run(['policy', 'new', 'in/xml/good.mp4', ...flags]);
    expect(code).toBe(0);
    await writeFile(join(folder, 'made.policy'), out);
    expect(readFileSync(join(folder, 'made.policy'), 'utf8')).toContain('Like good.mp4');
    expect((await run(['check', 'made.policy', 'Key=in/xml/good.mp4'])).code).toBe(0);
    expect((await run(['check', 'made.policy', 'Key=free.webm'])).code).toBe(1);
  });

  it('takes the address of an object, and asks whether a file is good that is not as it should be', async () => {
    const byAddress = await run(['policy', 'new', `oss://${pipeline.connection.bucket}/in/xml/good.mp4`]);
    expect(byAddress).toEqual({ ...(await run(['policy', 'new', 'in/xml/good.mp4'])), err: '' });
    await writeFile(join(folder, 'cut.mp4'), readFileSync(media('moov-first.mp4')).subarray(0, -500));
    const { code, err } = await run(['policy', 'new', 'cut.mp4']);
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/Is this a good file\? 'cut\.mp4' is DOUBTFUL: .+\n$/),
    ]);
  });

  it('says when there is nothing to make one of', async () => {
    expect(await run(['policy', 'new', 'in/empty.mp4'])).toMatchObject({
      code: 1,
      err: expect.stringContaining("No report for 'in/empty.mp4'"),
    });
    expect(await run(['policy', 'new', 'nowhere.mp4'])).toMatchObject({ code: 1 });
    expect(await run(['policy', 'old', 'x'])).toMatchObject({ code: 2 });
  });
});
