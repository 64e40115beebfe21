import { notImplemented, OssError } from '../errors';
import { receiveText } from '../receive';
import type { StorageClass } from '../records';
import { isCold, restoreState } from '../restore';
import { parseXml } from '../xml';
import type { OssOperation } from './operation';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The documented maximum duration of a restore, by class and tier. */
const RESTORE_MS: Partial<Record<StorageClass, Record<string, number>>> = {
  Archive: { Standard: MINUTE_MS },
  ColdArchive: { Expedited: HOUR_MS, Standard: 5 * HOUR_MS, Bulk: 12 * HOUR_MS },
  DeepColdArchive: { Expedited: 12 * HOUR_MS, Standard: 48 * HOUR_MS },
};

interface RestoreWish {
  days: number;
  /** Undefined when the client leaves it to the service. */
  tier: string | undefined;
}

/** Longest life of a restored copy, in days: 7 of an Archive object, 365 of the colder classes. */
const maxDays = (storageClass: StorageClass): number => (storageClass === 'Archive' ? 7 : 365);

const malformed = (reason: string) => new OssError('MalformedXML', { elements: { ErrorDetail: reason } });

const tierOf = (parameters: unknown): unknown =>
  (parameters as Record<string, unknown> | undefined)?.['Tier'];

/** @throws OssError `MalformedXML`, `NotImplemented` */
function readWish(text: string): RestoreWish {
  if (text.trim() === '') return { days: 1, tier: undefined };
  const { Days, JobParameters, ...others } = parseXml(text, 'RestoreRequest');
  const unknown = Object.keys(others).find((name) => name !== '#text');
  if (unknown) throw notImplemented(`RestoreRequest/${unknown}`);
  if ([Days, tierOf(JobParameters)].some((one) => typeof one === 'object'))
    throw malformed('Days and Tier are text.');
  const days = Days === undefined ? 1 : Number(Days);
  const tier = tierOf(JobParameters);
  return { days, tier: tier === undefined ? undefined : String(tier) };
}

export const restoreOperations: OssOperation[] = [
  {
    name: 'RestoreObject',
    method: 'POST',
    target: 'object',
    marks: ['restore'],
    action: 'oss:RestoreObject',
    async run(exchange) {
      const { request, bucket, key, store, parts } = exchange;
      const wish = readWish(await receiveText(request));
      const object = store.object(bucket, key);
      if (!isCold(object)) {
        throw new OssError('OperationNotSupported', {
          message: 'The operation is not supported for this resource',
          elements: { ObjectName: key, StorageClass: object.storageClass },
        });
      }
      const { days, tier = 'Standard' } = wish;
      const most = maxDays(object.storageClass);
      if (!Number.isInteger(days) || days < 1 || days > most) {
        throw malformed(`Days must be 1 to ${most} for ${object.storageClass}, ${days} given.`);
      }
      const tiers = RESTORE_MS[object.storageClass]!;
      if (tiers[tier] === undefined) {
        throw malformed(`Tier must be one of ${Object.keys(tiers).join(', ')}, ${tier} given.`);
      }
      const now = parts.clock.now();
      const state = restoreState(object, now);
      if (state.ongoing) throw new OssError('RestoreAlreadyInProgress', { elements: { ObjectName: key } });
      const readyAt = state.readable ? now : now + tiers[tier];
      store.putObject(bucket, key, { ...object, restore: { readyAt, expiresAt: readyAt + days * DAY_MS } });
      return {
        status: state.readable ? 200 : 202,
        // Archive knows no priorities.
        ...(object.storageClass !== 'Archive' && { headers: { 'x-oss-object-restore-priority': tier } }),
      };
    },
  },
];
