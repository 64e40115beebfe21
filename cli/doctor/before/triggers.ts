import { OBJECT_EVENTS, SYMLINK_EVENT, triggerName } from '../../../contract/event-names';
import type { Settings } from '../../../lib/settings';
import type { Checkup } from '../checkup';
import { Failure } from '../finding';
import type { FoundTrigger, FunctionApis } from './function-apis';

/** Native triggers of a bucket; those by way of EventBridge do not count. */
const MOST_TRIGGERS = 10;

/** Each is one request. */
const MOST_FUNCTIONS = 300;

export type WantedTrigger = Pick<Settings, 'prefix' | 'suffix' | 'symlinks'>;

/**
 * @param bucket undefined for one that the stack has yet to make
 * @param own the function of the stack, whose trigger is no other
 */
export async function checkTriggers(
  checkup: Checkup,
  apis: () => Promise<FunctionApis>,
  { bucket, own, wanted }: { bucket: string | undefined; own: string | undefined; wanted: WantedTrigger },
): Promise<void> {
  await checkup.check(
    'triggers',
    async () => {
      if (bucket === undefined) return { detail: 'The stack makes a bucket, which has no trigger yet.' };
      const { triggers, isComplete } = await (await apis()).triggers(MOST_FUNCTIONS);
      const others = triggers.filter(
        ({ type, sourceArn, owner }) => type === 'oss' && sourceArn.endsWith(`:${bucket}`) && owner !== own,
      );
      const facts = { others: others.length, everyFunctionLookedAt: isComplete };
      const overlapping = others.find((other) => overlaps(other, wanted));
      if (overlapping) {
        throw new Failure(
          'Another trigger takes the same events of the same keys.',
          'Set prefix or suffix to what the other does not take, or delete the other one.',
          facts,
          `It is '${overlapping.name}' of the function '${overlapping.owner}'.`,
        );
      }
      if (others.length >= MOST_TRIGGERS) {
        throw new Failure(
          `The bucket has ${others.length} triggers, which is all that OSS takes.`,
          'Delete one that nobody needs any more, or have another bucket described.',
          facts,
        );
      }
      return { detail: `The bucket has ${others.length} other triggers, and none overlaps.`, facts };
    },
    { needs: ['credentials'] },
  );
}

/** Two triggers overlap when they have an event in common, and a key can fit both filters. Empty fits every key. */
function overlaps(other: FoundTrigger, { prefix, suffix, symlinks }: WantedTrigger): boolean {
  const ours = [...OBJECT_EVENTS, ...(symlinks ? [SYMLINK_EVENT] : [])].map(triggerName);
  const shared = other.events.some((event) =>
    event.endsWith('*') ? ours.some((one) => one.startsWith(event.slice(0, -1))) : ours.includes(event),
  );
  const prefixes = prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix);
  const suffixes = suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix);
  return shared && prefixes && suffixes;
}
