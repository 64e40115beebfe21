import { Construct, RemovalPolicy, type Resource, RosPseudo } from '@alicloud/ros-cdk-core';
import * as oss from '@alicloud/ros-cdk-oss';
import type { Settings } from '../settings';
import { arn } from './arn';
import { logicalId } from './logical-ids';

/** The bucket whose objects are described, made by the stack or not. */
export interface ISourceBucket {
  /** Absent for a bucket that is known by its name alone. */
  readonly bucket?: oss.IBucket;
  readonly bucketName: string;
  /** ARN of the bucket, as triggers name it. */
  readonly bucketArn: string;
  /** What must exist before the bucket is used; absent for a bucket that the stack does not own. */
  readonly dependency?: Resource;
}

/**
 * ARN pattern of a bucket's objects, as RAM policies name them. Two wildcards: every object, since any key may be uploaded;
 * and the region, which the policies that OSS documents leave open and which a bucket name, unique in all regions, does
 * not need.
 */
export const objectsArn = (bucketName: string): string => `acs:oss:*:${RosPseudo.tenantId}:${bucketName}/*`;

function attributes(bucketName: string) {
  return {
    bucketName,
    bucketArn: arn('oss', bucketName),
  };
}

/** A bucket that exists already. Its settings, its objects and its removal are not the stack's business. */
export class ExistingBucket implements ISourceBucket {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(bucketName: string) {
    ({ bucketName: this.bucketName, bucketArn: this.bucketArn } = attributes(bucketName));
  }
}

/** A bucket of somebody's app, in the same stack. */
export class DeclaredBucket implements ISourceBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly dependency: Resource;

  constructor(readonly bucket: oss.IBucket) {
    // Every bucket of the CDK is a resource; its interface leaves that out.
    this.dependency = bucket as unknown as Resource;
    ({ bucketName: this.bucketName, bucketArn: this.bucketArn } = attributes(bucket.attrName.toString()));
  }
}

export interface SourceBucketProps extends Pick<Settings, 'removal' | 'tags'> {
  bucketName: string;
}

/** A private bucket that the stack makes. */
export class SourceBucket extends Construct implements ISourceBucket {
  readonly bucket: oss.Bucket;
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly dependency: Resource;

  constructor(scope: Construct, id: string, props: SourceBucketProps) {
    super(scope, id);
    const bucket = new oss.Bucket(this, logicalId(this, 'SourceBucket'), {
      bucketName: props.bucketName,
      accessControl: 'private',
      blockPublicAccess: true,
      // Keys of OSS: at no charge, and readers need no permission but oss:GetObject, as they would with KMS.
      serverSideEncryptionConfiguration: { sseAlgorithm: 'AES256' },
      // Cheaper requests, immediate reads: Archive classes refuse reads until an object is restored.
      storageClass: 'Standard',
      tags: props.tags,
      // Otherwise a bucket with objects is refused by `destroy` (BucketNotEmpty): media can not be made again.
      deletionForce: props.removal === 'purge',
    });
    if (props.removal === 'retain') {
      bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
    this.bucket = bucket;
    this.dependency = bucket;
    ({ bucketName: this.bucketName, bucketArn: this.bucketArn } = attributes(bucket.attrName.toString()));
  }
}
