import { oss as limits } from '../limits';
import { propertyRule, type Rule } from '../rule';
import { isOn, isOneOf, matches } from '../scalars';
import { textOf } from '../syntax/text-of';
import { bucketOfTrigger } from '../trigger-config';
import { FC_TRIGGER_TYPES } from '../type-groups';

const type = 'ALIYUN::OSS::Bucket';

export const OSS_BUCKET_RULES: Rule[] = [
  propertyRule({
    id: 'oss-bucket-name',
    type,
    path: 'BucketName',
    must: 'must be 3 to 63 lower-case letters, digits or inner hyphens',
    holds: (name) => matches(name, limits.BUCKET_NAME),
  }),
  propertyRule({
    id: 'oss-bucket-acl',
    type,
    path: 'AccessControl',
    must: `must be one of ${limits.BUCKET_ACLS.join(', ')}`,
    holds: (acl) => isOneOf(acl, limits.BUCKET_ACLS),
  }),
  propertyRule({
    id: 'oss-bucket-private',
    verdict: 'unwise',
    type,
    path: 'AccessControl',
    must: "must be 'private', which is also the default: otherwise anybody can read",
    holds: (acl) => !textOf(acl).startsWith('public'),
  }),
  propertyRule({
    id: 'oss-bucket-public-access-block',
    verdict: 'unwise',
    type,
    path: 'BlockPublicAccess',
    must: 'must be true, so that no later list or policy can make objects public',
    required: true,
    holds: isOn,
  }),
  propertyRule({
    id: 'oss-bucket-encryption',
    verdict: 'unwise',
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
    must: `must be one of ${limits.ENCRYPTION_ALGORITHMS.join(', ')}`,
    required: true,
    holds: (algorithm) => isOneOf(algorithm, limits.ENCRYPTION_ALGORITHMS),
  }),
  propertyRule({
    id: 'oss-bucket-storage-class',
    type,
    path: 'StorageClass',
    must: `must be one of ${limits.STORAGE_CLASSES.join(', ')}`,
    holds: (storageClass) => isOneOf(storageClass, limits.STORAGE_CLASSES),
  }),
  propertyRule({
    id: 'oss-bucket-readable',
    verdict: 'unwise',
    type,
    path: 'StorageClass',
    must: 'must be Standard or IA where a trigger listens: other objects cannot be read when their event comes',
    holds: (storageClass, { properties: { BucketName } }, model) =>
      !textOf(storageClass).includes('Archive') ||
      !model.ofType(...FC_TRIGGER_TYPES).some((trigger) => bucketOfTrigger(trigger) === BucketName),
  }),
  propertyRule({
    id: 'oss-bucket-redundancy',
    type,
    path: 'RedundancyType',
    must: `must be ${limits.REDUNDANCY_TYPES.join(' or ')}`,
    holds: (redundancy) => isOneOf(redundancy, limits.REDUNDANCY_TYPES),
  }),
];
