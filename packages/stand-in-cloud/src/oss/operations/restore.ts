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
  tier: string;
}

/** @throws OssError `MalformedXML`, `NotImplemented` */
function readWish(text: string): RestoreWish {
  if (text.trim() === '') return { days: 1, tier: 'Standard' };
  const { Days, JobParameters, ...others } = parseXml(text, 'RestoreRequest');
  const unknown = Object.keys(others).find((name) => name !== '#text');
  if (unknown) throw notImplemented(`RestoreRequest/${unknown}`);
  const days = Days === undefined ? 1 : Number(Days);
  const tier = (JobParameters as Record<string, unknown> | undefined)?.['Tier'] ?? 'Standard';
  // The largest limit of all classes: Cold Archive copies can be kept for 365 days.
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    throw new OssError('MalformedXML', {
      elements: { ErrorDetail: `Days must be 1 to 365, ${Days} given.` },
    });
  }
  return { days, tier: String(tier) };
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
      const { days, tier } = readWish(await receiveText(request));
      const object = store.object(bucket, key);
      if (!isCold(object)) {
        throw new OssError('OperationNotSupported', {
          message: 'The operation is not supported for this resource',
          elements: { ObjectName: key, StorageClass: object.storageClass },
        });
      }
      const tiers = RESTORE_MS[object.storageClass]!;
      if (tiers[tier] === undefined) {
        throw new OssError('MalformedXML', {
          elements: { ErrorDetail: `Tier must be one of ${Object.keys(tiers).join(', ')}, ${tier} given.` },
        });
      }
      const now = parts.clock.now();
      const state = restoreState(object, now);
      if (state.ongoing) throw new OssError('RestoreAlreadyInProgress', { elements: { ObjectName: key } });
      const readyAt = state.readable ? now : now + tiers[tier];
      store.putObject(bucket, key, { ...object, restore: { readyAt, expiresAt: readyAt + days * DAY_MS } });
      return { status: state.readable ? 200 : 202 };
    },
  },
];
