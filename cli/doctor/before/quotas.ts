import * as z from 'zod/mini';
import { askRpc } from '../ask-rpc';
import { CHECKS, type CheckId } from '../checks';
import type { Checkup } from '../checkup';
import { type Facts, Failure, NotChecked } from '../finding';
import type { Surroundings } from '../surroundings';

const QUOTAS = z.looseObject({
  Quotas: z.array(
    z.looseObject({
      QuotaName: z.string(),
      TotalQuota: z.number(),
      TotalUsage: z.optional(z.number()),
    }),
  ),
});

type Quota = z.infer<typeof QUOTAS>['Quotas'][number];

/** @param needsInstance whether the stack has yet to make a Tablestore instance */
export async function checkQuotas(
  checkup: Checkup,
  surroundings: Surroundings,
  needsInstance: boolean,
): Promise<void> {
  await checkup.check(
    'quota Tablestore',
    async () => {
      const quotas = (await quotasOf(surroundings, 'ots')).filter(({ QuotaName }) =>
        /instance|实例/i.test(QuotaName),
      );
      if (!needsInstance) return { detail: 'The stack has its instance already.', facts: factsOf(quotas) };
      return verdict(quotas, 'quota Tablestore');
    },
    { needs: ['credentials'] },
  );
  await checkup.check(
    'quota functions',
    async () => verdict(await quotasOf(surroundings, 'fc'), 'quota functions'),
    { needs: ['credentials'] },
  );
}

async function quotasOf({ target: { place }, quotas }: Surroundings, product: string): Promise<Quota[]> {
  if (!quotas) throw new NotChecked('The local cloud serves no Quota Center.');
  const parameters = {
    ProductCode: product,
    'Dimensions.1.Key': 'regionId',
    'Dimensions.1.Value': place.region,
    MaxResults: '100',
  };
  try {
    return QUOTAS.parse(
      await askRpc(quotas, await place.keys(), 'ListProductQuotas', parameters, place.answerMs),
    ).Quotas;
  } catch (error) {
    throw new NotChecked(
      `Quota Center may not be asked (quotas:ListProductQuotas): ${(error as Error).message}`,
    );
  }
}

function verdict(quotas: readonly Quota[], check: CheckId) {
  const facts = factsOf(quotas);
  // Where Quota Center does not count the use, the quota itself can still be nothing.
  const full = quotas.find(({ TotalQuota, TotalUsage = 0 }) => TotalUsage >= TotalQuota);
  if (full) {
    throw new Failure(
      `"${full.QuotaName}" is used up: ${full.TotalUsage ?? 0} of ${full.TotalQuota}.`,
      CHECKS[check].remedy,
      facts,
    );
  }
  if (quotas.length === 0) throw new NotChecked('Quota Center tells no such quota in this region.');
  const [first] = quotas;
  const detail =
    quotas.length === 1
      ? `${first?.TotalUsage ?? 'an unknown number'} of ${first?.TotalQuota} are in use.`
      : `None of ${quotas.length} quotas is used up.`;
  return { detail, facts };
}

const factsOf = (quotas: readonly Quota[]): Facts =>
  Object.fromEntries(
    quotas.map(({ QuotaName, TotalQuota, TotalUsage }) => [
      QuotaName,
      `${TotalUsage ?? 'unknown'} of ${TotalQuota}`,
    ]),
  );
