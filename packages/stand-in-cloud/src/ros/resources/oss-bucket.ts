import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { BucketOptions, OssService } from '../../oss/service';
import type { Attributes, ResourceContext, ResourceProvider } from '../provider';
import { flag, text, unsupported, unsupportedFlag } from './forms';
import { unlessMissing } from './missing';

const properties = z.strictObject({
  BucketName: text(),
  AccessControl: z.enum(limits.oss.BUCKET_ACLS).optional(),
  BlockPublicAccess: flag().optional(),
  StorageClass: z.enum(limits.oss.STORAGE_CLASSES).optional(),
  RedundancyType: z.enum(limits.oss.REDUNDANCY_TYPES).optional(),
  ServerSideEncryptionConfiguration: z
    .strictObject({
      SSEAlgorithm: z.enum(limits.oss.ENCRYPTION_ALGORITHMS),
      KMSMasterKeyID: text().optional(),
    })
    .optional(),
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  Tags: z.record(z.string(), text()).optional(),
  DeletionForce: flag().optional(),
  EnableOssHdfsService: unsupportedFlag(),
  ResourceGroupId: text().optional(),
  Policy: unsupported(),
  LifecycleConfiguration: unsupported(),
  CORSConfiguration: unsupported(),
  WebsiteConfigurationV2: unsupported(),
  LoggingConfiguration: unsupported(),
  RefererConfiguration: unsupported(),
});

type Properties = z.output<typeof properties>;

function optionsOf(given: Properties): BucketOptions {
  const encryption = given.ServerSideEncryptionConfiguration;
  return {
    acl: given.AccessControl,
    blockPublicAccess: given.BlockPublicAccess,
    storageClass: given.StorageClass,
    redundancy: given.RedundancyType,
    encryption: encryption && { algorithm: encryption.SSEAlgorithm, kmsKeyId: encryption.KMSMasterKeyID },
    versioning: given.VersioningConfiguration?.Status,
    tags: given.Tags,
  };
}

function attributesOf({ BucketName: name }: Properties, { region, accountId }: ResourceContext): Attributes {
  return {
    Name: name,
    Arn: `acs:oss:${region}:${accountId}:${name}`,
    DomainName: `${name}.oss-${region}.aliyuncs.com`,
    InternalDomainName: `${name}.oss-${region}-internal.aliyuncs.com`,
  };
}

/** `Ref` gives the bucket's name. Storage class and redundancy are fixed at creation. */
export function ossBucket(oss: OssService): ResourceProvider<Properties> {
  return {
    type: 'ALIYUN::OSS::Bucket',
    properties,
    attributes: ['Name', 'Arn', 'DomainName', 'InternalDomainName'],
    updatable: [
      'AccessControl',
      'BlockPublicAccess',
      'ServerSideEncryptionConfiguration',
      'VersioningConfiguration',
      'Tags',
      'DeletionForce',
    ],
    async create(given, context) {
      oss.createBucket(given.BucketName, optionsOf(given));
      return { physicalId: given.BucketName, attributes: attributesOf(given, context) };
    },
    async update(name, given, _previous, context) {
      oss.updateBucket(name, optionsOf(given));
      return attributesOf(given, context);
    },
    delete: (name, given) =>
      unlessMissing(['NoSuchBucket'], () => oss.deleteBucket(name, given.DeletionForce)),
  };
}
