import type { Place } from '../../cloud/place';
import type { Checkup } from '../checkup';
import { Failure } from '../finding';

/** Begins with the name of this command, so that whoever finds it knows where it comes from. */
const TRIAL = 'media-doctor/trial.txt';

/** Whether OSS takes what `media deploy` would upload. A bucket is not made for this. */
export async function checkCodeBucket(checkup: Checkup, place: Place, bucket: string): Promise<void> {
  await checkup.check(
    'code bucket',
    async () => {
      const oss = await place.oss(bucket);
      const facts = { endpoint: place.ossEndpoint };
      try {
        await oss.getBucketInfo(bucket);
      } catch (error) {
        if (codeOf(error) === 'NoSuchBucket') {
          return {
            detail: "OSS takes signature V4. There is no bucket yet: 'media deploy' makes it.",
            facts: { ...facts, isThere: false },
          };
        }
        throw error;
      }
      await oss.put(TRIAL, Buffer.from('Written by media doctor, and deleted at once.\n')).catch(told);
      await oss.delete(TRIAL).catch(told);
      return {
        detail: 'An object was put with signature V4, and deleted.',
        facts: { ...facts, isThere: true },
      };
    },
    { needs: ['credentials'], type: 'ALIYUN::OSS::Bucket' },
  );
}

const codeOf = (error: unknown): unknown => (Object(error) as { code?: unknown }).code;

function told(error: unknown): never {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  const text = `OSS: ${String(code)}: ${typeof message === 'string' ? message : ''}`;
  throw new Failure(text);
}
