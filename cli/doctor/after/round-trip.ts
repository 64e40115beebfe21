import { createHash } from 'node:crypto';
import type OSS from 'ali-oss';
import { silentWav } from '../../../contract/silent-wav';
import type { CheckId } from '../checks';
import type { Checkup } from '../checkup';
import { type Facts, Failure } from '../finding';
import type { Pipeline } from './pipeline';
import { describedObject, remainingRows } from './seen';
import type { TrialKeys } from './trial-keys';

/** Least size of a part, except the last one. */
const MIN_PART_BYTES = 100 * 1024;

const BUCKET = { type: 'ALIYUN::OSS::Bucket' };

/** With a suffix such as `.jpg` of all keys, the name rightly raises a doubt about a sound. */
const DESCRIBED = ['DESCRIBED', 'DOUBTFUL'];

/** Puts an object in one of the ways of OSS, and waits for its row. */
async function checkWriting(
  checkup: Checkup,
  pipeline: Pipeline,
  id: CheckId,
  key: string,
  write: (oss: OSS) => Promise<Facts | undefined>,
  needs: readonly CheckId[] = [],
): Promise<void> {
  await checkup.check(
    id,
    async () => {
      const oss = await pipeline.session.oss();
      const facts = (await write(oss)) ?? {};
      const { res } = await oss.head(key);
      const headers = res.headers as Record<string, string>;
      const etag = String(headers['etag']).replaceAll('"', '');
      const began = performance.now();
      const seen = await describedObject(pipeline, key, etag);
      facts['rowAfterMs'] = Math.round(performance.now() - began);
      facts['status'] = seen.status;
      facts['seenBy'] = pipeline.rowsFromHere ? 'row' : 'log';
      if (seen.key !== key) {
        throw new Failure(`The row tells of another key than ${JSON.stringify(key)}.`, undefined, facts);
      }
      if (!DESCRIBED.includes(seen.status)) {
        throw new Failure(
          `The row says ${seen.status}, where DESCRIBED is expected.`,
          "'media logs' shows what the function says of it.",
          facts,
        );
      }
      return { detail: `Its row came after ${(facts['rowAfterMs'] as number) / 1000} s.`, facts };
    },
    { needs, ...BUCKET },
  );
}

export const checkPut = (checkup: Checkup, pipeline: Pipeline, keys: TrialKeys): Promise<void> =>
  checkWriting(checkup, pipeline, 'put', keys.of('put'), async (oss) => {
    await oss.put(keys.of('put'), silentWav(1));
    return undefined;
  });

export async function checkOtherWays(checkup: Checkup, pipeline: Pipeline, keys: TrialKeys): Promise<void> {
  await checkWriting(checkup, pipeline, 'multipart', keys.of('multipart'), (oss) =>
    multipart(oss, keys.of('multipart')),
  );
  await checkWriting(checkup, pipeline, 'append', keys.of('append'), async (oss) => {
    const key = keys.of('append');
    const content = silentWav(2);
    const half = Math.floor(content.length / 2);
    await oss.append(key, content.subarray(0, half), { position: '0' });
    await oss.append(key, content.subarray(half), { position: String(half) });
    return undefined;
  });
  await checkWriting(
    checkup,
    pipeline,
    'copy',
    keys.of('copy'),
    async (oss) => {
      await oss.copy(keys.of('copy'), keys.of('put'));
      return undefined;
    },
    ['put'],
  );
}

/** By the rule of OSS's own SDK, other than S3's: over the digits of the parts' digests in capitals. */
const expectedETag = (parts: readonly Buffer[]): string => {
  const digits = parts.map((part) => createHash('md5').update(part).digest('hex').toUpperCase()).join('');
  return `${createHash('md5').update(digits).digest('hex').toUpperCase()}-${parts.length}`;
};

async function multipart(oss: OSS, key: string): Promise<Facts> {
  const content = silentWav(20);
  const pieces = [content.subarray(0, MIN_PART_BYTES), content.subarray(MIN_PART_BYTES)];
  const { uploadId } = await oss.initMultipartUpload(key);
  const parts: { number: number; etag: string }[] = [];
  for (const [index, piece] of pieces.entries()) {
    parts.push({ number: index + 1, etag: await uploadPart(oss, key, uploadId, index + 1, piece) });
  }
  const answer = await oss.completeMultipartUpload(key, uploadId, parts);
  const etag = String((answer as { etag?: string }).etag ?? '').replaceAll('"', '');
  return { etagByTheRuleOfTheSdk: etag === expectedETag(pieces) };
}

/** The client's own `uploadPart` only takes a file. This makes the same request. */
async function uploadPart(oss: OSS, key: string, uploadId: string, number: number, content: Buffer) {
  const raw = oss as unknown as {
    _objectRequestParams(method: string, name: string, options: object): Record<string, unknown>;
    request(parameters: object): Promise<{ res: { headers: { etag: string } } }>;
  };
  const { res } = await raw.request({
    ...raw._objectRequestParams('PUT', key, {}),
    subres: { partNumber: String(number), uploadId },
    content,
    successStatuses: [200],
  });
  return res.headers.etag;
}

const WRITTEN = ['put', 'multipart', 'append', 'copy'] as const;

/** Deletes what the checks before have written, in one request. */
export async function checkBatchDelete(checkup: Checkup, pipeline: Pipeline, keys: TrialKeys): Promise<void> {
  const written = WRITTEN.filter((id) => checkup.hasPassed(id)).map((id) => keys.of(id));
  if (written.length === 0)
    return checkup.leaveOut('batch delete', 'Nothing was written that could be deleted.');
  await checkup.check(
    'batch delete',
    async () => {
      const began = performance.now();
      await (await pipeline.session.oss()).deleteMulti(written);
      const left = await remainingRows(pipeline, written);
      const facts = { rows: written.length, goneAfterMs: Math.round(performance.now() - began) };
      if (left.length === 0) {
        return { detail: `All ${written.length} rows were gone after ${facts.goneAfterMs / 1000} s.`, facts };
      }
      throw new Failure(
        `${left.length} of ${written.length} rows of deleted objects are still there.`,
        undefined,
        facts,
      );
    },
    BUCKET,
  );
}
