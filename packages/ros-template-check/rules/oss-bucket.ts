import { matches } from '../numbers';
import { propertyRule, type Rule } from '../rule';

const type = 'ALIYUN::OSS::Bucket';

export const OSS_BUCKET_RULES: Rule[] = [
  propertyRule({
    id: 'oss-bucket-name',
    type,
    path: 'BucketName',
    must: 'must be 3 to 63 lower-case letters, digits or inner hyphens',
    holds: (name) => matches(name, /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
  }),
  propertyRule({
    id: 'oss-bucket-acl',
    type,
    path: 'AccessControl',
    must: "must be 'private': anything else lets strangers in, or is none of OSS's lists",
    required: true,
    holds: (acl) => acl === 'private',
  }),
  propertyRule({
    id: 'oss-bucket-public-access-block',
    type,
    path: 'BlockPublicAccess',
    must: 'must be true, so that no later list or policy can make objects public',
    required: true,
    holds: (block) => block === true || block === 'true',
  }),
  propertyRule({
    id: 'oss-bucket-encryption',
    type,
    path: 'ServerSideEncryptionConfiguration',
    must: 'must be given, so that objects are encrypted at rest',
    required: true,
    holds: (configuration) => configuration !== undefined,
  }),
  propertyRule({
    id: 'oss-bucket-encryption-algorithm',
    type,
    path: 'ServerSideEncryptionConfiguration.SSEAlgorithm',
    must: 'must be one of AES256, KMS, SM4',
    required: true,
    holds: (algorithm) => ['AES256', 'KMS', 'SM4'].includes(String(algorithm)),
  }),
  propertyRule({
    id: 'oss-bucket-storage-class',
    type,
    path: 'StorageClass',
    must: 'must be Standard or IA: objects of the archive classes are not readable when their event comes',
    holds: (storageClass) => ['Standard', 'IA'].includes(String(storageClass)),
  }),
  propertyRule({
    id: 'oss-bucket-redundancy',
    type,
    path: 'RedundancyType',
    must: 'must be LRS or ZRS',
    holds: (redundancy) => ['LRS', 'ZRS'].includes(String(redundancy)),
  }),
];
