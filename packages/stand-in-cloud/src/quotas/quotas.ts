/** A quota of the account, as Quota Center tells it. */
export interface Quota {
  productCode: string;
  actionCode: string;
  name: string;
  unit: string;
  total: number;
  used: number;
}

/** How much the account may have. */
export interface QuotaLimits {
  /** Tablestore instances. @default 10 */
  tablestoreInstances?: number;
  /** Instances of functions that run at a time in the region. @default 300 */
  functionInstances?: number;
}

/** Those of a new account, from the pages of limits of both services (2026). */
const DEFAULTS: Required<QuotaLimits> = { tablestoreInstances: 10, functionInstances: 300 };

/** @param used what there is */
export function quotasOf(limits: QuotaLimits | undefined, used: { tablestoreInstances: number }): Quota[] {
  const { tablestoreInstances, functionInstances } = { ...DEFAULTS, ...limits };
  return [
    {
      productCode: 'ots',
      actionCode: 'ots_instance_count',
      name: 'Instances of an account in a region',
      unit: 'Count',
      total: tablestoreInstances,
      used: used.tablestoreInstances,
    },
    {
      productCode: 'fc',
      actionCode: 'fc_ondemand_instances',
      name: 'On-demand instances in a region',
      unit: 'Count',
      total: functionInstances,
      used: 0,
    },
  ];
}
