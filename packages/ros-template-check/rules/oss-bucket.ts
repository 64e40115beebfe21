import { matches } from '../numbers';
import { propertyRule, type Rule } from '../rule';
import { fieldsOf } from '../syntax/template';

const type = 'ALIYUN::OSS::Bucket';

const ACLS = ['private', 'public-read', 'public-read-write'];
const STORAGE_CLASSES = ['Standard', 'IA', 'Archive', 'ColdArchive'];

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
    must: `must be one of ${ACLS.join(', ')}`,
    holds: (acl) => ACLS.includes(String(acl)),
  }),
  propertyRule({
    id: 'oss-bucket-private',
    verdict: 'unwise',
    type,
    path: 'AccessControl',
    must: "must be 'private', which it also is when nothing is given: public lists let strangers in",
    holds: (acl) => !String(acl).startsWith('public'),
  }),
  propertyRule({
    id: 'oss-bucket-public-access-block',
    verdict: 'unwise',
    type,
    path: 'BlockPublicAccess',
    must: 'must be true, so that no later list or policy can make objects public',
    required: true,
    holds: (block) => block === true || block === 'true',
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
    must: 'must be one of AES256, KMS, SM4',
    required: true,
    holds: (algorithm) => ['AES256', 'KMS', 'SM4'].includes(String(algorithm)),
  }),
  propertyRule({
    id: 'oss-bucket-storage-class',
    type,
    path: 'StorageClass',
    must: `must be one of ${STORAGE_CLASSES.join(', ')}`,
    holds: (storageClass) => STORAGE_CLASSES.includes(String(storageClass)),
  }),
  propertyRule({
    id: 'oss-bucket-readable',
    verdict: 'unwise',
    type,
    path: 'StorageClass',
    must: 'must be Standard or IA where a trigger listens: other objects can not be read when their event comes',
    holds: (storageClass, { properties: { BucketName } }, model) =>
      !String(storageClass).includes('Archive') ||
      !model
        .ofType('ALIYUN::FC::Trigger')
        .some(({ properties }) => fieldsOf(properties['TriggerConfig'])['BucketName'] === BucketName),
  }),
  propertyRule({
    id: 'oss-bucket-redundancy',
    type,
    path: 'RedundancyType',
    must: 'must be LRS or ZRS',
    holds: (redundancy) => ['LRS', 'ZRS'].includes(String(redundancy)),
  }),
];
