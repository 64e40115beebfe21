import { describedWith, extractionDependencies } from '../dependencies';
import { objectsAtOnce } from '../handle-batch';
import { handleObject } from '../handle-object';
import type { InvocationContext } from '../invocation-context';
import { writeLog } from '../log';
import type { SweepCall } from '../sweep-slice';

/**
 * What a slice of the sweep is given. What differs goes through the function like the object of an event: it is looked at
 * as it is then, so that nothing in a list is believed.
 */
export function sweepCall(
  shared: InvocationContext,
  given: Pick<SweepCall, 'environment' | 'sweep' | 'invocation' | 'start'>,
): SweepCall {
  const { requestId, function: limits } = given.invocation;
  return {
    ...given,
    atOnce: objectsAtOnce(limits.memoryMB),
    judge: { ...describedWith(shared), news: shared.sendNews !== undefined },
    async mend({ bucket, key, size }, why) {
      const event = { bucket, key, eventName: `sweep:${why}` };
      const answer = await handleObject(
        event,
        extractionDependencies(shared, { requestId }, size),
        writeLog,
        requestId,
      );
      return answer.action !== 'failed';
    },
  };
}
