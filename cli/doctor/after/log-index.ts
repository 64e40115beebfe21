import type { Checkup } from '../checkup';
import { Failure, NotChecked } from '../finding';
import type { Pipeline } from './pipeline';
import { logLines } from './seen';
import type { TrialKeys } from './trial-keys';
import { until } from './until';

/** Whether the log is found by a field of what the function wrote, and how keys came. */
export async function checkLogIndex(checkup: Checkup, pipeline: Pipeline, keys: TrialKeys): Promise<void> {
  await checkup.check(
    'log index',
    async () => {
      const { logEndpoint, logProject, logStore } = pipeline.target;
      if (!logEndpoint || !logProject || !logStore) {
        throw new NotChecked('The outputs of the stack name no log, or the local cloud serves none.');
      }
      const began = performance.now();
      const key = keys.of('put');
      const about = (name: 'key' | 'decoded') => (message: unknown) =>
        typeof message === 'object' && (message as Record<string, unknown>)[name] === key;
      const found = await until(pipeline, async () => {
        const lines = await logLines(pipeline, 'message.action: written');
        return lines.some(({ message }) => about('key')(message)) ? true : undefined;
      });
      if (!found) {
        throw new Failure(`No entry was found by message.action within ${pipeline.patienceMs / 1000} s.`);
      }
      const decoded = await logLines(pipeline, 'message.message: "key taken as URL-encoded"');
      const cameEncoded = decoded.some(({ message }) => about('decoded')(message));
      const facts = { foundAfterMs: Math.round(performance.now() - began), keysCameUrlEncoded: cameEncoded };
      return {
        detail: `It found the entry. The event named the key ${cameEncoded ? 'URL-encoded' : 'as it is'}.`,
        facts,
      };
    },
    { needs: ['put'], type: 'ALIYUN::SLS::Index' },
  );
}
