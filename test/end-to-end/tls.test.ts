import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { ENVIRONMENT } from '../../contract/environment';
import { localReport, MEDIA, withoutPath } from '../functions/extract/support/local-report';
import { localhostCertificate, TlsProxy } from './support/tls-proxy';

/** Production has HTTPS and the stand-in has not, so a proxy with TLS is in front of it. */
describe('The function over TLS', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tls-'));
  let pipeline: LocalPipeline;
  let oss: TlsProxy;
  let tablestore: TlsProxy;

  beforeAll(async () => {
    const certificate = await localhostCertificate();
    writeFileSync(join(directory, 'ca.pem'), certificate.cert);
    pipeline = await LocalPipeline.deploy({ context: { suffix: '.never' } });
    oss = await TlsProxy.start(pipeline.connection.ossEndpoint, certificate);
    tablestore = await TlsProxy.start(pipeline.connection.tablestoreEndpoint, certificate);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([oss?.stop(), tablestore?.stop()]);
    await pipeline?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function handle(keys: string[], trusted: boolean): Promise<{ code: number; stderr: string }> {
    const { bucket, region, accountId, accessKeyId, accessKeySecret, instance, table } = pipeline.connection;
    const { service, function: fn } = pipeline.connection;
    const { runtime } = pipeline.cloud.functions.registry.fn({ service, fn });
    const script = join(__dirname, 'support', 'run-handler.cjs');
    const child = spawn(process.execPath, [script, runtime.code.directory], {
      env: {
        PATH: process.env['PATH'],
        ...(trusted ? { NODE_EXTRA_CA_CERTS: join(directory, 'ca.pem') } : {}),
        [ENVIRONMENT.ossEndpoint]: oss.endpoint,
        [ENVIRONMENT.buckets]: bucket,
        [ENVIRONMENT.tablestoreEndpoint]: tablestore.endpoint,
        [ENVIRONMENT.tablestoreInstance]: instance,
        [ENVIRONMENT.table]: table,
        [ENVIRONMENT.objectTimeoutSeconds]: '30',
        [ENVIRONMENT.stalledCpuSeconds]: '5',
      },
    });
    const context = {
      requestId: 'request-over-tls',
      region,
      accountId,
      credentials: { accessKeyId, accessKeySecret },
      function: { name: 'extract', memory: 512, timeout: trusted ? 60 : 10 },
      service: { name: 'media' },
    };
    const events = keys.map((key) => ({
      eventName: 'ObjectCreated:PutObject',
      eventSource: 'acs:oss',
      eventTime: new Date().toISOString(),
      oss: { bucket: { name: bucket }, object: { key, size: 1, eTag: 'x' } },
      region,
    }));
    child.stdin.end(JSON.stringify({ event: { events }, context }));
    child.stdout.resume();
    const [stderr, code] = await Promise.all([
      text(child.stderr),
      new Promise<number>((resolve) => child.once('close', resolve)),
    ]);
    return { code, stderr };
  }

  it('reads objects and writes rows as over plain HTTP', async () => {
    const { connection } = pipeline;
    const names = ['moov-last.mp4', 'hevc-subtitles-chapters.mkv', 'op1a.mxf', 'fragmented.mp4', 'h264.ts'];
    for (const name of names) await ossClient(connection).put(name, join(MEDIA, name));
    // So large that it takes many TLS records, and the reader has to pause the sender.
    const long = join(directory, 'long.ts');
    writeFileSync(long, Buffer.concat(Array(120).fill(readFileSync(join(MEDIA, 'h264.ts')))));
    await ossClient(connection).put('long.ts', long);

    expect(await handle([...names, 'long.ts'], true)).toEqual({ code: 0, stderr: '' });

    const client = tablestoreClient(connection);
    for (const path of [...names.map((name) => join(MEDIA, name)), long]) {
      const row = await readRow(client, connection, basename(path));
      expect(withoutPath(row?.xml ?? '')).toBe(withoutPath(localReport(path)));
    }
  }, 60_000);

  it('trusts nobody whose certificate it cannot check', async () => {
    const before = pipeline.cloud.oss.requests.length;

    const { code, stderr } = await handle(['moov-last.mp4'], false);

    expect(code).toBe(1);
    expect(stderr).toMatch(/^PlatformError: /);
    expect(pipeline.cloud.oss.requests).toHaveLength(before);
  }, 60_000);
});
