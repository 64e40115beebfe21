import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import RosClient, { GetStackRequest } from '@alicloud/ros20190910';
import StsClient from '@alicloud/sts20150401';
import OSS from 'ali-oss';
import type { FailedInvocation } from 'stand-in-cloud';
import * as TableStore from 'tablestore';
import { ossClient } from '../../cli/cloud/oss-client';
import { announce, runningClouds } from '../../cli/cloud/running-clouds';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { media as runCommand } from '../../cli/media';
import { MEDIA } from '../functions/extract/support/local-report';
import { collector, fakeTerminal, jsonLines, runMedia } from './run-media';

/** The part of the official client that the test uses. The client has no types. */
const LogClient: new (
  config: object,
) => {
  getLogs(
    project: string,
    logstore: string,
    from: Date,
    to: Date,
    more: object,
    options: object,
  ): Promise<object[]>;
} = require('@alicloud/log');

/** Resolves every host to this machine, because some resolvers do not know `my-project.localhost`. */
const agent = new Agent({
  lookup: (_host, { all }, found) =>
    all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
});

describe('A local cloud that is up', () => {
  let cwd: string;
  let env: NodeJS.ProcessEnv;
  let pipeline: LocalPipeline;
  let withdraw: (() => void) | undefined;
  let onFailed: (failure: FailedInvocation) => void = () => {};

  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'running-'));
    env = { XDG_RUNTIME_DIR: cwd };
    pipeline = await LocalPipeline.deploy({
      timeScale: 0.001,
      onFailedInvocation: (failure) => onFailed(failure),
    });
    withdraw = announce(pipeline.connection, env);
  }, 60_000);

  afterAll(async () => {
    withdraw?.();
    await pipeline.close();
    expect(readdirSync(cwd)).not.toContain('media-metadata');
    rmSync(cwd, { recursive: true });
  });

  const media = (...argv: string[]) => runMedia(argv, { cwd, env });
  const NOTICE = `Asking the local cloud of process ${process.pid}.\n`;

  it('is asked where nothing says otherwise, and it is told that it is', async () => {
    const put = await media('put', join(MEDIA, 'still.jpg'));
    expect(put).toEqual({ code: 0, out: `oss://${pipeline.connection.bucket}/still.jpg\n`, err: NOTICE });
    await pipeline.cloud.functions.idle();
    const { code, out, err } = await media('show', 'still.jpg', '--json');
    expect({ code, err, row: JSON.parse(out) }).toMatchObject({
      code: 0,
      err: NOTICE,
      row: { Key: 'still.jpg', Format: 'JPEG' },
    });
  }, 60_000);

  it('is not asked where an option or the outputs of a stack say where the pipeline is', async () => {
    const outputs = join(cwd, 'stack.outputs.json');
    writeFileSync(outputs, JSON.stringify({ films: [] }));
    try {
      expect((await media('find')).err).toBe(
        "media: 'stack.outputs.json' does not tell everything: give --region, --instance, --table.\n",
      );
    } finally {
      rmSync(outputs);
    }
    expect((await media('find', '--bucket', 'films')).err).toContain("No 'stack.outputs.json' here");
  });

  it('takes a large file as it lies on the disk', async () => {
    const path = join(cwd, 'long 北京 100%.mxf');
    writeFileSync(path, 'no media');
    truncateSync(path, 300 * 1024 * 1024);
    const { code, err } = await media('put', path);
    expect(code).toBe(0);
    // Nothing is printed where the file system can share blocks.
    const inPlace = `${path} was not copied: leave it as it is while the local cloud has the object.\n`;
    expect([NOTICE, NOTICE + inPlace]).toContain(err);
    const [put] = pipeline.cloud.oss.requests.filter(({ operation }) => operation === 'PutObject').slice(-1);
    expect(put).toMatchObject({ key: 'long 北京 100%.mxf', status: 200 });
    await pipeline.cloud.functions.idle();
    const row = JSON.parse((await media('show', 'long 北京 100%.mxf', '--json')).out);
    expect(row).toMatchObject({ Size: 300 * 1024 * 1024, ETag: expect.stringMatching(/-30$/) });
    expect(row.Crc64).toBeUndefined();
  }, 60_000);

  it('shows what its functions have logged', async () => {
    const lines = jsonLines((await media('logs', '--key', 'still.jpg', '--json')).out);
    expect(lines).toEqual([
      {
        time: expect.stringMatching(/^20.*Z$/),
        function: pipeline.connection.function,
        requestId: expect.any(String),
        message: expect.objectContaining({ key: 'still.jpg', action: 'written', status: 'DESCRIBED' }),
      },
    ]);
    const { code, out } = await media('logs', '--key', 'still.jpg');
    expect(code).toBe(0);
    expect(out).toMatch(
      /Z {2}extract {2}info: object {2}.*key=still\.jpg {2}action=written {2}status=DESCRIBED/,
    );
    const none = await media('logs', '--key', 'no.jpg');
    expect(none).toMatchObject({ code: 0, out: '' });
    expect(none.err).toMatch(/No such line since 20/);
  }, 60_000);

  it('tells of an invocation that failed, whose lines can be had by its id', async () => {
    const { cloud, connection } = pipeline;
    const failing = new Promise<FailedInvocation>((resolve) => {
      onFailed = resolve;
    });
    cloud.oss.conditions = {
      fault: ({ operation }) =>
        operation === 'GetObject'
          ? { kind: 'refuse', status: 503, code: 'ServiceUnavailable', message: 'Not now.' }
          : undefined,
    };
    await media('put', join(MEDIA, 'still.jpg'), '--prefix', 'failing/');
    const failure = await failing;
    cloud.oss.conditions = {};
    await cloud.functions.idle();
    expect(failure).toEqual({
      function: `${connection.service}/${connection.function}`,
      requestId: expect.any(String),
      error: expect.stringContaining('ServiceUnavailable'),
    });
    const { out } = await media('logs', '--errors', '--request', failure.requestId);
    expect(out).toContain('[error]');
    const all = await media('logs', '--all', '--request', failure.requestId);
    expect(all.out).toContain(`FC Invoke Start RequestId: ${failure.requestId}`);
    expect(out).not.toContain('FC Invoke Start');
    expect(all.out).toMatch(/ {2}info: invocation {2}durationMs=\S+ {2}memoryUsageMB=\S+ .*isColdStart=/);
    const usual = await media('logs', '--request', failure.requestId);
    expect(usual.out).not.toMatch(/info: invocation| {2}$/m);
  }, 60_000);

  it('follows the logs until it is interrupted, each line once', async () => {
    const stop = new AbortController();
    const out = collector();
    const terminal = { ...fakeTerminal({ cwd, env, interrupted: stop.signal }), stdout: out.stream };
    const following = runCommand(['logs', '--follow', '--json', '--key', 'later.jpg'], terminal);
    await ossClient(pipeline.connection).put('later.jpg', join(MEDIA, 'still.jpg'));
    while (out.text() === '') await sleep(50);
    // Enough time for two more polls. They must print nothing.
    await sleep(2_500);
    stop.abort();
    expect(await following).toBe(0);
    expect(jsonLines(out.text())).toHaveLength(1);
  }, 60_000);

  it('gives official clients all that they need in its first line', async () => {
    const { clients, bucket, table } = JSON.parse(JSON.stringify(pipeline.connection));
    const oss = new OSS(clients['ali-oss']);
    await oss.put('clients.txt', Buffer.from('hello'));
    expect(String((await oss.get('clients.txt')).content)).toBe('hello');
    expect((await oss.getBucketInfo(bucket)).bucket.Name).toBe(bucket);
    const tablestore = new TableStore.Client(clients.tablestore);
    const { row } = await tablestore.getRow({
      tableName: table,
      primaryKey: [{ ObjectKey: 'still.jpg' }, { BucketName: bucket }],
      maxVersions: 1,
    });
    expect(row.attributes?.map(({ columnName }) => columnName)).toContain('Format');
    const logs = new LogClient(clients['@alicloud/log']);
    const [from, to] = [new Date(0), new Date(Date.now() + 60_000)];
    const query = 'message.key: still.jpg | SELECT max("message.status") AS status FROM log';
    const { logProject, logStore } = pipeline.connection;
    expect(await logs.getLogs(logProject, logStore, from, to, { query }, { agent })).toMatchObject([
      { status: 'DESCRIBED' },
    ]);
    agent.destroy();
    const ros = new RosClient(clients['@alicloud/ros20190910']);
    const { stackId, region, accountId } = pipeline.connection;
    const request = new GetStackRequest({ regionId: region, stackId });
    expect((await ros.getStack(request)).body).toMatchObject({ status: 'CREATE_COMPLETE' });
    const sts = new StsClient(clients['@alicloud/sts20150401']);
    expect((await sts.getCallerIdentity()).body).toMatchObject({ accountId });
  }, 60_000);

  it('has to be named when there are several', async () => {
    const copy = join(cwd, 'media-metadata', `local-${process.ppid}.json`);
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    writeFileSync(copy, JSON.stringify({ ...pipeline.connection, startTime: ticks }), { mode: 0o600 });
    const { code, err } = await media('find');
    expect(code).toBe(2);
    expect(err).toContain('Several local clouds are up: name one of them.\n');
    expect(err).toContain(`  --local ${copy}  (process ${process.ppid})\n`);
    rmSync(copy);
  });

  it('is not taken from a file of a process that is gone, or that others may read', () => {
    const own = [{ pid: process.pid, path: expect.any(String) }];
    const stale = join(cwd, 'media-metadata', `local-${process.ppid}.json`);
    writeFileSync(stale, JSON.stringify({ ...pipeline.connection, startTime: '1' }), { mode: 0o600 });
    expect(runningClouds(env)).toEqual(own);
    expect(existsSync(stale)).toBe(false);
    const [{ path = '' } = {}] = runningClouds(env);
    chmodSync(path, 0o644);
    expect(runningClouds(env)).toEqual([]);
    chmodSync(path, 0o600);
    expect(runningClouds(env)).toEqual(own);
    expect(runningClouds({})).toEqual([]);
  });
});
