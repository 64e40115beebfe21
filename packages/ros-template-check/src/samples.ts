/** An example of an account id, different from the one for `ALIYUN::AccountId`. */
export const TENANT = '1111111111111111';

/** An example of the id of the user who deploys, who may be a RAM user. */
export const CALLER = '2222222222222222';

export const REGION = 'cn-hangzhou';

/**
 * Examples of pseudo parameters in their real form, so that names that contain them can be checked: a name with 8
 * hexadecimal digits of the stack id has its real length.
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
