/** Any account: what it is does not matter, only that it is not the one of `ALIYUN::AccountId`. */
export const TENANT = '1111111111111111';

/** Of whoever deploys, which may be a RAM user. */
export const CALLER = '2222222222222222';

export const REGION = 'cn-hangzhou';

/**
 * Values of the pseudo parameters in their real form, so that names made from them can be judged: with 8 hexadecimal
 * digits of a stack id a name has the length that it will have.
 */
export const PSEUDO_SAMPLES: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['ALIYUN::TenantId', TENANT],
  ['ALIYUN::AccountId', CALLER],
  ['ALIYUN::Region', REGION],
  ['ALIYUN::StackId', '4c8e21b7-93d6-4f0a-a5b2-6d7e80f19c35'],
  ['ALIYUN::StackName', 'stack'],
  ['ALIYUN::ResourceGroupId', 'rg-acfm4nyprfvz3oi'],
  ['ALIYUN::Index', '0'],
]);
