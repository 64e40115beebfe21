/** Every query and every alarm of docs/operations.md is run, by the official client, over lines of the function. */
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { Cloud } from 'stand-in-cloud';
import type { LogLine } from '../../contract/log-fields';
import { noFigures } from '../../contract/sweep';
import { synthesizeTemplate } from '../lib/support/synthesized';

/** What is used of the official client, which brings no types. */
interface LogClient {
  getLogs(
    project: string,
    logstore: string,
    from: Date,
    to: Date,
    more: object,
    options: object,
  ): Promise<Record<string, string>[]>;
}
const Client: new (config: object) => LogClient = require('@alicloud/log');

/** Every host is this machine: not each resolver knows `my-project.localhost`. */
const agent = new Agent({
  lookup: (_host, { all }, found) =>
    all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
});

const HOUR = 3_600_000;
const FIRST = Math.floor(Date.now() / HOUR) * HOUR - 2 * HOUR;
const iso = (ms: number): string => new Date(ms).toISOString();
const sqlTime = (ms: number): string => iso(ms).replace('T', ' ').replace('Z', '');

/** A line about an object, which was uploaded two seconds before the line was written. */
const object = (time: number, more: LogLine): [number, LogLine] => [
  time,
  { level: 'info', message: 'object', bucket: 'media', eventTime: iso(time - 2000), ...more },
];
const reading = { size: 4e9, bytes: 1e9, requests: 3, milliseconds: 100 };

const SWEPT = { ...noFigures(), objects: 900_000, rows: 900_100, orphaned: 100, passedOver: 1, slices: 2 };

const LINES: [number, LogLine][] = [
  object(FIRST, { key: 'films/trailer.mp4', action: 'written', status: 'DESCRIBED', ...reading }),
  object(FIRST + 1000, {
    key: 'films/b.mp4',
    action: 'written',
    status: 'DESCRIBED',
    ...reading,
    bytes: 2e9,
  }),
  object(FIRST + 2000, {
    ...{ key: 'c.mov', action: 'written', status: 'DOUBTFUL', reason: 'TRUNCATED' },
    ...{ ...reading, milliseconds: 300 },
  }),
  object(FIRST + HOUR, {
    ...{ key: 'd.mov', action: 'written', status: 'TOO_SLOW', reason: 'Too slow.' },
    ...{ ...reading, milliseconds: 5000 },
  }),
  object(FIRST + HOUR + 500, {
    ...{ key: 'f.bin', action: 'written', status: 'UNRECOGNISED', reason: 'Unknown format.' },
    ...reading,
  }),
  object(FIRST + HOUR + 1000, { key: 'e.mov', action: 'failed', reason: 'OSS answered 503.' }),
  object(FIRST + HOUR + 2000, { key: 'e.mov', action: 'failed', reason: 'OSS answered 503.' }),
  [
    FIRST + HOUR,
    { level: 'error', message: 'event given up', key: 'e.mov', action: 'written', status: 'FAILED' },
  ],
  [FIRST + HOUR, { level: 'error', message: 'event rejected', reason: 'Not JSON.' }],
  [FIRST, { level: 'info', message: 'tablestore endpoint', endpoint: 'https://vpc' }],
  [
    FIRST + HOUR,
    { level: 'warn', message: 'tablestore endpoint', endpoint: 'https://internal', reason: 'https://vpc: …' },
  ],
  [FIRST + HOUR, { level: 'warn', message: 'mediainfo not fully confined', reason: 'Refused: Landlock.' }],
  [
    FIRST,
    { level: 'info', message: 'sweep slice', started: iso(FIRST - HOUR), ...noFigures(), objects: 500_000 },
  ],
  [
    FIRST + HOUR,
    { level: 'warn', message: 'sweep', started: iso(FIRST - HOUR), milliseconds: 2 * HOUR, ...SWEPT },
  ],
  [FIRST, { level: 'error', message: 'sweep failed', reason: 'Tablestore GetRange: OTSTimeout' }],
  [FIRST, { level: 'error', message: 'sweep passed over', bucket: 'media', key: 'e.mov', reason: '…' }],
  [FIRST + HOUR, { level: 'warn', message: 'mediainfo is not forked', reason: 'Each object gets …' }],
];

const SERVICE = 'media-metadata-1';

/** A function, and the topics of its entries, in each generation of Function Compute. */
const WRITERS = {
  2: {
    functionName: 'extract',
    lines: SERVICE,
    metrics: `FCRequestMetrics:${SERVICE}/extract`,
  },
  3: {
    functionName: 'media-metadata-extract-1',
    lines: 'FCLogs:media-metadata-extract-1',
    metrics: 'FCRequestMetrics:/media-metadata-extract-1',
  },
};

/** What Function Compute tells of invocations. */
const METRICS = [
  { durationMs: '120.5', memoryUsageMB: '96.25', isColdStart: 'true' },
  { durationMs: '80', memoryUsageMB: '101.5', isColdStart: 'false' },
  { durationMs: '90', memoryUsageMB: '99', isColdStart: 'false' },
];

/** The answer to each query, by the sentence above it or the name of the alarm. */
const answersOf = (functionName: string): Record<string, object[]> => ({
  'Outcomes by status, by hour': [
    { hour: sqlTime(FIRST), status: 'DESCRIBED', objects: '2' },
    { hour: sqlTime(FIRST), status: 'DOUBTFUL', objects: '1' },
    { hour: sqlTime(FIRST + HOUR), status: 'TOO_SLOW', objects: '1' },
    { hour: sqlTime(FIRST + HOUR), status: 'UNRECOGNISED', objects: '1' },
  ],
  'Objects, bytes and requests, by hour. Bytes read of bytes stored is the share that a description needs': [
    { hour: sqlTime(FIRST), objects: '3', gb_read: '4.0', gb_stored: '12.0', requests: '9' },
    { hour: sqlTime(FIRST + HOUR), objects: '2', gb_read: '2.0', gb_stored: '8.0', requests: '6' },
  ],
  'How long it takes': [
    { hour: sqlTime(FIRST), p50: '100', p95: '300', longest: '300' },
    { hour: sqlTime(FIRST + HOUR), p50: '100', p95: '5000', longest: '5000' },
  ],
  'The objects that cost most, to look at their rows': [
    ['d.mov', '1000000000', '3', '5000'],
    ['c.mov', '1000000000', '3', '300'],
    ['films/trailer.mp4', '1000000000', '3', '100'],
    ['films/b.mp4', '2000000000', '3', '100'],
    ['f.bin', '1000000000', '3', '100'],
    ['e.mov', 'null', 'null', 'null'],
    ['e.mov', 'null', 'null', 'null'],
  ].map(([key, bytes, requests, milliseconds]) => ({ bucket: 'media', key, bytes, requests, milliseconds })),
  'Why objects could not be described': [
    { status: 'DOUBTFUL', reason: 'TRUNCATED', objects: '1' },
    { status: 'TOO_SLOW', reason: 'Too slow.', objects: '1' },
    { status: 'UNRECOGNISED', reason: 'Unknown format.', objects: '1' },
  ],
  'What is being tried again, and why': [{ reason: 'OSS answered 503.', attempts: '2', objects: '1' }],
  'How late events come, in seconds': [{ p95: '2.0' }],
  'Everything about one object': [{ functionName, message: JSON.stringify(LINES[0]?.[1]) }],
  'What whole invocations take: Function Compute adds an entry for each, with its time and the memory of its instance':
    [{ function: functionName, invocations: '3', cold_starts: '1', p95: '120.5', most_memory: '101.5' }],
  'What each [sweep](#the-sweep) found, with the setting `sweep`': [
    {
      ...{ started: iso(FIRST - HOUR), milliseconds: String(2 * HOUR), objects: '900000', rows: '900100' },
      ...{ missing: '0', replaced: '0', outdated: '0', drifted: '0', orphaned: '100' },
      ...{ passed_over: '1', slices: '2' },
    },
  ],
  'Events given up': [{ n: '1' }],
  'Objects fail again and again': [{ share: String(2 / 7), n: '7' }],
  'Many cannot be described': [{ share: String(2 / 6), n: '6' }],
  'Uploads break off': [{ share: String(1 / 6), n: '6' }],
  'Media that nobody knows': [{ share: String(1 / 6), n: '6' }],
  'Malformed events': [{ n: '1' }],
  'Not fully confined': [{ reason: 'Refused: Landlock.', n: '1' }],
  'Not forked': [{ reason: 'Each object gets …', n: '1' }],
  'Another endpoint': [{ reason: 'https://vpc: …', n: '1' }],
  'The sweep fails': [{ n: '1' }],
  'The sweep passes objects over': [{ n: '1' }],
  Silence: [{ n: '7' }],
});

const page = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');

/** Blocks of the chapter "Queries" and the code in the second column of the table of alarms. */
function queries(): [string, string][] {
  const [, chapter = ''] = /\n## Queries\n(.*?)\n## /s.exec(page) ?? [];
  const [, table = ''] = /\n## Alarms\n(.*?)\n## /s.exec(page) ?? [];
  const blocks = [...chapter.matchAll(/\n([^\n]+):\n\n```(?:sql)?\n(.*?)```/gs)];
  const alarms = [...table.matchAll(/^\| ([^|]+) \| `((?:[^`|\\]|\\\|)+)`/gm)];
  return [...blocks, ...alarms].map(([, name = '', query = '']) => [name, query.replaceAll('\\|', '|')]);
}

describe.each([2, 3] as const)('The queries, of functions in Function Compute %i', (functionCompute) => {
  const { functionName, lines, metrics } = WRITERS[functionCompute];
  let cloud: Cloud;
  let project: string;
  let logstore: string;

  beforeAll(async () => {
    cloud = await Cloud.start();
    const template = structuredClone(synthesizeTemplate({ functionCompute, sweep: 'daily' }));
    const ofLogs = Object.entries(template.Resources).filter(([, { Type }]) =>
      Type.startsWith('ALIYUN::SLS::'),
    );
    template.Resources = Object.fromEntries(ofLogs);
    for (const resource of Object.values(template.Resources)) {
      const depends = [resource.DependsOn ?? []].flat().filter((name) => name in template.Resources);
      resource.DependsOn = depends;
    }
    const store = ofLogs.find(([, { Type }]) => Type === 'ALIYUN::SLS::Logstore')?.[0];
    template.Outputs = {
      Project: { Description: '', Value: { 'Fn::GetAtt': [store, 'ProjectName'] } },
      Store: { Description: '', Value: { 'Fn::GetAtt': [store, 'LogstoreName'] } },
    };
    const { outputs } = await cloud.ros.createStack({ name: 'logs', template });
    [project, logstore] = [String(outputs['Project']), String(outputs['Store'])];
    const { accountId } = cloud.ram;
    const root = { kind: 'root', accountId, arn: `acs:ram::${accountId}:root` } as const;
    const written = LINES.map(([time, line]) => ({
      time,
      fields: { __topic__: lines, functionName, message: JSON.stringify(line) },
    }));
    const measured = METRICS.map((fields) => ({
      time: FIRST,
      fields: { __topic__: metrics, functionName, ...fields },
    }));
    cloud.logs.putLogs(root, project, logstore, [...written, ...measured]);
  });

  afterAll(async () => {
    await cloud.close();
  });

  it('are all known here', () => {
    expect(queries().map(([name]) => name)).toEqual(Object.keys(answersOf(functionName)));
  });

  it.each(queries())('%s', async (name, query) => {
    const { accessKeyId, accessKeySecret } = cloud.rootKey;
    const client = new Client({ accessKeyId, accessKeySecret, endpoint: cloud.logEndpoint });
    const rows = await client.getLogs(
      project,
      logstore,
      new Date(FIRST),
      new Date(FIRST + 2 * HOUR),
      { query },
      { agent },
    );
    // What is asked without SQL answers with whole entries.
    const shown = rows.map(({ __time__, __source__, __topic__, ...row }) => row);
    expect(shown).toEqual(answersOf(functionName)[name]);
  });
});

afterAll(() => agent.destroy());
