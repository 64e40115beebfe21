import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OssServer, Ram, systemClock, TablestoreServer } from 'stand-in-cloud';
import { PRIMARY_KEY } from '../../contract/table';
import { CONNECT_LATENCY_MS, type Distance } from '../conditions';
import type { CloudAddress, CloudAnswer, CloudRequest } from './messages';
import { RequestWatch } from './request-watch';
import { type SeedObject, seedBucket } from './seed';

// The stand-in's part of a measurement. It has its own process, so that its CPU time is not counted as a
// tool's.

const REGION = 'cn-hangzhou';
const ACCOUNT_ID = '1234567890123456';
const BUCKET = 'bench';
const INSTANCE = 'bench';
const TABLE = 'MediaMetadata';

interface Running {
  directory: string;
  oss: OssServer;
  tablestore: TablestoreServer;
  address: CloudAddress;
}

const watch = new RequestWatch();
let running: Running | undefined;

function createTable(tablestore: TablestoreServer): void {
  tablestore.createTable(INSTANCE, TABLE, {
    primaryKey: PRIMARY_KEY.map((name) => ({ name, type: 'STRING' })),
    timeToLive: -1,
    maxVersions: 1,
  });
}

async function start(objects: SeedObject[]): Promise<Running> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-cloud-'));
  const dataDir = join(directory, 'oss');
  const authority = new Ram({ accountId: ACCOUNT_ID, clock: systemClock });
  const shared = { authority, region: REGION, clock: systemClock };
  const oss = await OssServer.start({ ...shared, dataDir });
  seedBucket(oss, BUCKET, objects);
  const tablestore = await TablestoreServer.start(shared);
  tablestore.createInstance(INSTANCE, { clusterType: 'SSD' });
  createTable(tablestore);
  const { accessKeyId, accessKeySecret } = authority.createUserKey({ root: true });
  const address: CloudAddress = {
    pid: process.pid,
    region: REGION,
    accountId: ACCOUNT_ID,
    ossEndpoint: oss.endpoint,
    ossPort: oss.port,
    tablestoreEndpoint: tablestore.endpoint,
    tablestorePort: Number(new URL(tablestore.endpoint).port),
    bucket: BUCKET,
    instance: INSTANCE,
    table: TABLE,
    accessKeyId,
    accessKeySecret,
  };
  return { directory, oss, tablestore, address };
}

function begin({ oss, tablestore }: Running, { latencyMs, bandwidthMBps }: Distance): void {
  oss.conditions = {
    latencyMs,
    connectLatencyMs: latencyMs > 0 ? CONNECT_LATENCY_MS : 0,
    ...(bandwidthMBps !== null && { bytesPerSecond: bandwidthMBps * 1e6 }),
  };
  // If a row described the object already, the function would leave it alone.
  tablestore.deleteTable(INSTANCE, TABLE);
  createTable(tablestore);
  watch.clear();
  oss.clearRequests();
}

async function close(): Promise<void> {
  if (!running) return;
  const { oss, tablestore, directory } = running;
  running = undefined;
  await Promise.all([oss.close(), tablestore.close()]);
  await rm(directory, { recursive: true, force: true });
}

async function perform(request: CloudRequest): Promise<CloudAnswer> {
  if (request.do === 'start') {
    running = await start(request.objects);
    return { address: running.address };
  }
  if (request.do === 'close') {
    await close();
    return {};
  }
  if (!running) throw new Error(`The stand-in must be started before '${request.do}'.`);
  if (request.do === 'begin') begin(running, request.distance);
  return { requests: watch.answered };
}

process.on('message', (request: CloudRequest) => {
  perform(request).then(
    (answer) => process.send!(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => {
  void close().then(() => process.exit());
});
