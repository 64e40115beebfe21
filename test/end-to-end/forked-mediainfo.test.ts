import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { upload } from '../../cli/upload/upload';
import { descendants } from '../functions/extract/support/child-processes';
import { MEDIA } from '../functions/extract/support/local-report';

/** Jest runs several test files in one process, and some leave a template to it. */
const others = descendants();

let pipeline: LocalPipeline;
beforeAll(async () => {
  pipeline = await LocalPipeline.deploy({});
}, 120_000);
afterAll(() => pipeline?.close());

/** Uploads a file, and answers with its row's status once the instance, frozen since the last one, is done with it. */
async function describeOne(key: string): Promise<unknown> {
  const { cloud, connection } = pipeline;
  await upload(ossClient(connection), { key, path: join(MEDIA, 'moov-first.mp4'), size: 0 });
  await cloud.functions.idle();
  return (await readRow(tablestoreClient(connection), connection, key))?.status;
}

const commandOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return ''; // It ended meanwhile.
  }
};

/** The mediainfos that stay when an object is described. */
const templates = (): string[] =>
  descendants().filter((pid) => !others.includes(pid) && commandOf(pid).endsWith('/bin/mediainfo\0'));

const gone = async (pid: string): Promise<void> => {
  while (existsSync(`/proc/${pid}`)) await sleep(10);
};

it('The deployed function keeps one mediainfo from its second object on, and replaces it when it was killed', async () => {
  expect(await describeOne('first.mp4')).toBe('DESCRIBED');
  expect(templates()).toEqual([]);

  expect(await describeOne('second.mp4')).toBe('DESCRIBED');
  const [template = '', ...more] = templates();
  expect([template, more]).toEqual([expect.stringMatching(/^\d+$/), []]);

  expect(await describeOne('third.mp4')).toBe('DESCRIBED');
  expect(templates()).toEqual([template]);

  process.kill(Number(template), 'SIGKILL');
  expect(await describeOne('fourth.mp4')).toBe('DESCRIBED');
  await gone(template);
  expect(await describeOne('fifth.mp4')).toBe('DESCRIBED');
  expect(await describeOne('sixth.mp4')).toBe('DESCRIBED');
  const [other = '', ...further] = templates();
  expect([other === template, further]).toEqual([false, []]);
  expect(pipeline.cloud.functions.lostAttempts).toBe(0);

  await pipeline.close();
  await gone(other);
}, 120_000);
