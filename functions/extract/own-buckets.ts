import type { ParsedEvents } from './events';
import { quote } from './safe-text';

/**
 * Rejects events of buckets that are not the function's. Whoever may invoke it can name any bucket: without this, each name
 * would get a row.
 */
export function inOwnBuckets({ events, rejected }: ParsedEvents, own: ReadonlySet<string>): ParsedEvents {
  const foreign = events.filter(({ bucket }) => !own.has(bucket));
  return {
    events: events.filter(({ bucket }) => own.has(bucket)),
    rejected: [
      ...rejected,
      ...foreign.map(({ bucket, key }) => ({
        reason: `Event: an object in ${[...own].join(' or ')} is expected, ${quote(`oss://${bucket}/${key}`)} given. The setting otherBuckets allows more buckets.`,
      })),
    ],
  };
}
