type Properties = Record<string, unknown>;

export const bucket = (BucketName: string, more: object = {}, properties: Properties = {}) => ({
  Type: 'ALIYUN::OSS::Bucket',
  Properties: { BucketName, AccessControl: 'private', ...properties },
  ...more,
});

export const project = (Name: string, Description = '') => ({
  Type: 'ALIYUN::SLS::Project',
  Properties: { Name, Description },
});

export const template = (Resources: Record<string, object>, Outputs: Record<string, object> = {}) => ({
  ROSTemplateFormatVersion: '2015-09-01',
  Resources,
  Outputs,
});
