import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OSS from 'ali-oss';
import { strToU8, zipSync } from 'fflate';
import { systemClock } from '../../src/clock';
import { EventBridge } from '../../src/event-bridge/event-bridge';
import { invokerOf } from '../../src/event-bridge/function-target';
import { FunctionCompute } from '../../src/function-compute/function-compute';
import { generation2 } from '../../src/function-compute/generation-2';
import { generation3 } from '../../src/function-compute/generation-3';
import { InMemoryLogService } from '../../src/log-service/in-memory-log-service';
import { OssServer } from '../../src/oss/server';
import { Ram } from '../../src/ram/ram';
import { RosEngine } from '../../src/ros/engine';
import { standardProviders } from '../../src/ros/resources';
import { TablestoreServer } from '../../src/tablestore/server';
import { ACCOUNT } from './shelf';

export const REGION = 'cn-hangzhou';
export const CODE_BUCKET = 'code-packages';

/** An account with every service that templates deploy to, and a bucket with code packages v1.zip and v2.zip. */
export async function openAccount() {
  const directory = await mkdtemp(join(tmpdir(), 'ros-'));
  mkdirSync(join(directory, 'oss'));
  mkdirSync(join(directory, 'fc'));
  const ram = new Ram({ accountId: ACCOUNT, clock: systemClock });
  const shared = { authority: ram, region: REGION, clock: systemClock };
  const oss = await OssServer.start({ ...shared, dataDir: join(directory, 'oss') });
  const tablestore = await TablestoreServer.start(shared);
  const logs = new InMemoryLogService(shared);
  const fc = new FunctionCompute({
    generations: [generation2, generation3],
    ...shared,
    oss,
    logs,
    workDir: join(directory, 'fc'),
  });
  const invoke = invokerOf(fc, ACCOUNT, [generation2, generation3]);
  const events = new EventBridge({ ...shared, invoke, timeScale: 0 });
  events.createBus('source-news');
  const providers = standardProviders({ oss, tablestore, logs, fc, events, ram });
  const engine = new RosEngine({ region: REGION, accountId: ACCOUNT, providers });
  const root = ram.createUserKey({ root: true });
  const client = (bucket: string) =>
    new OSS({
      region: `oss-${REGION}`,
      endpoint: oss.endpoint,
      sldEnable: true,
      authorizationV4: true,
      accessKeyId: root.accessKeyId,
      accessKeySecret: root.accessKeySecret,
      bucket,
    } as OSS.Options);
  oss.createBucket(CODE_BUCKET, {});
  for (const version of ['v1', 'v2']) {
    const code = `exports.handler = async () => process.env.GREETING + ' from ${version}';`;
    const zip = zipSync({ 'index.js': strToU8(code) });
    await client(CODE_BUCKET).put(`${version}.zip`, Buffer.from(zip));
  }
  const principal = (() => {
    const found = ram.lookup(root.accessKeyId);
    if (!found.known) throw new Error(found.reason);
    return found.principal;
  })();
  return {
    ram,
    oss,
    tablestore,
    logs,
    fc,
    engine,
    client,
    /** What the function of a template answers. */
    async call(service: string | undefined, fn: string): Promise<string> {
      return (await fc.invoke(principal, { service, fn }, Buffer.from('{}'))).payload;
    },
    async close(): Promise<void> {
      await fc.close();
      await Promise.all([oss.close(), tablestore.close()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
