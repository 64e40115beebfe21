/**
 * What whoever deploys must be allowed to do: the actions of `media deploy` itself, and of ROS in that user's name, which
 * makes, changes and deletes what the stack declares.
 */
export const NEEDED_ACTIONS: readonly string[] = [
  ...['CreateStack', 'UpdateStack', 'DeleteStack', 'GetStack', 'ListStacks', 'ListStackEvents'].map(
    (name) => `ros:${name}`,
  ),
  ...['ListStackResources', 'GetTemplate', 'ValidateTemplate', 'PreviewStack'].map((name) => `ros:${name}`),
  ...['PutBucket', 'GetBucketInfo', 'PutBucketEncryption', 'PutBucketPublicAccessBlock'].map(
    (name) => `oss:${name}`,
  ),
  ...['DeleteBucket', 'ListObjects', 'GetObject', 'PutObject', 'DeleteObject'].map((name) => `oss:${name}`),
  ...['CreateInstance', 'DeleteInstance', 'GetInstance', 'CreateTable', 'DeleteTable'].map(
    (name) => `ots:${name}`,
  ),
  ...['CreateSearchIndex', 'DeleteSearchIndex'].map((name) => `ots:${name}`),
  ...['CreateProject', 'DeleteProject', 'CreateLogStore', 'DeleteLogStore', 'CreateIndex'].map(
    (name) => `log:${name}`,
  ),
  ...['CreateFunction', 'UpdateFunction', 'GetFunction', 'DeleteFunction', 'CreateTrigger'].map(
    (name) => `fc:${name}`,
  ),
  ...['UpdateTrigger', 'DeleteTrigger'].map((name) => `fc:${name}`),
  ...['CreateRole', 'GetRole', 'DeleteRole', 'PassRole', 'CreatePolicy', 'DeletePolicy'].map(
    (name) => `ram:${name}`,
  ),
  ...['AttachPolicyToRole', 'DetachPolicyFromRole'].map((name) => `ram:${name}`),
];
