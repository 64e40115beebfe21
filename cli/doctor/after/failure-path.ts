import { failingEvent } from '../../../contract/self-check';
import { CHECKS } from '../checks';
import type { Checkup } from '../checkup';
import { Failure, NotChecked } from '../finding';
import type { Pipeline } from './pipeline';
import { describedObject } from './seen';
import type { TrialKeys } from './trial-keys';

/** What a path of failure needs besides the pipeline. */
export interface FailurePath {
  /** Whether links bring events: then each has a row before it can fail. */
  symlinks: boolean;
  /** Whether the function does what the doctor asks. */
  mayFail: boolean;
}

/**
 * Has the function fail for an object that has no row: a symbolic link, which brings no event. Function Compute tries again
 * as often as the stack says, gives the event to the failure function, and that writes a row.
 */
export async function checkFailurePath(
  checkup: Checkup,
  pipeline: Pipeline,
  keys: TrialKeys,
  { symlinks, mayFail }: FailurePath,
): Promise<void> {
  await checkup.check(
    'failure path',
    async () => {
      if (symlinks)
        throw new NotChecked('With the setting symlinks, no object is without a row that could fail.');
      if (!mayFail) throw new NotChecked('The setting selfCheck forbids the function to fail on purpose.');
      const { session, target } = pipeline;
      const oss = await session.oss();
      const key = keys.of('failure');
      const linked = keys.of('link target');
      await oss.put(linked, Buffer.from('What the link of media doctor points to.'));
      await oss.putSymlink(key, linked, {});
      const { res } = await oss.head(key);
      const etag = String((res.headers as Record<string, string>)['etag']).replaceAll('"', '');
      const began = performance.now();
      const { invoke } = await session.functionCompute();
      await invoke(Buffer.from(failingEvent({ bucket: target.bucket, key }, new Date())));
      const seen = await describedObject(pipeline, key, etag).catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        throw new Failure(
          `No row FAILED came within ${pipeline.patienceMs / 1000} s.`,
          CHECKS['failure path'].remedy,
        );
      });
      const facts = { rowAfterMs: Math.round(performance.now() - began), status: seen.status };
      if (seen.status !== 'FAILED') {
        throw new Failure(`The row says ${seen.status}, where FAILED is expected.`, undefined, facts);
      }
      return { detail: `The row FAILED came after ${facts.rowAfterMs / 1000} s.`, facts };
    },
    { needs: ['function answers'], type: 'ALIYUN::FC::Function' },
  );
}
