import { Construct, RemovalPolicy, type Resource, RosPseudo, Stack } from '@alicloud/ros-cdk-core';
import * as oss from '@alicloud/ros-cdk-oss';
import { type Props, type Settings, SettingsError } from '../settings';
import { arn } from './arn';
import { logicalId } from './logical-ids';

/** The bucket whose objects are described, whether the stack creates it or not. */
export interface ISourceBucket {
  /** Undefined when only the bucket's name is known. */
  readonly bucket?: oss.IBucket;
  readonly bucketName: string;
  /** ARN of the bucket, as triggers name it. */
  readonly bucketArn: string;
  /** Must exist before the bucket is used. Undefined for a bucket outside the stack. */
  readonly dependency?: Resource;
}

/**
 * ARN pattern of a bucket's objects, as RAM policies name them. The first wildcard is the region: the policies in OSS's
 * documentation leave it open, and bucket names are unique across regions. The second wildcard means every object,
 * because any key may be uploaded.
 */
export const objectsArn = (bucketName: string): string => `${listArn(bucketName)}/*`;

/** ARN pattern of the bucket itself, whose objects are listed. */
export const listArn = (bucketName: string): string => `acs:oss:*:${RosPseudo.tenantId}:${bucketName}`;

function attributes(bucketName: string) {
  return {
    bucketName,
    bucketArn: arn('oss', bucketName),
  };
}

/** A bucket that exists already. The stack does not change its settings, its objects or its removal. */
export class ExistingBucket implements ISourceBucket {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(bucketName: string) {
    ({ bucketName: this.bucketName, bucketArn: this.bucketArn } = attributes(bucketName));
  }
}

/** A bucket that the app declares in the same stack. */
export class DeclaredBucket implements ISourceBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly dependency: Resource;

  constructor(readonly bucket: oss.IBucket) {
    // Every bucket of the CDK is a resource, but its interface does not say so.
    this.dependency = bucket as unknown as Resource;
    ({ bucketName: this.bucketName, bucketArn: this.bucketArn } = attributes(bucket.attrName.toString()));
  }
}

export interface SourceBucketProps extends Pick<Settings, 'removal' | 'tags'> {
  bucketName: string;
  /** Created before the bucket and deleted after it. @default - nothing */
  after?: Resource[];
}

/** A private bucket that the stack creates. */
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
      // Keys managed by OSS are free. With KMS, readers would need more permissions than oss:GetObject.
      serverSideEncryptionConfiguration: { sseAlgorithm: 'AES256' },
      // Requests are cheaper and reads work at once. An object in an Archive class must be restored before it
      // can be read.
      storageClass: 'Standard',
      tags: props.tags,
      // Without `purge`, `destroy` refuses to delete a bucket that holds objects (BucketNotEmpty), because
      // lost media cannot be made again.
      deletionForce: props.removal === 'purge',
    });
    for (const earlier of props.after ?? []) bucket.addDependency(earlier);
    if (props.removal === 'retain') {
      bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
    this.bucket = bucket;
    this.dependency = bucket;
    ({ bucketName: this.bucketName, bucketArn: this.bucketArn } = attributes(bucket.attrName.toString()));
  }
}

export interface SourceProps extends SourceBucketProps, Pick<Props, 'bucket' | 'existingBucketName'> {}

/**
 * The bucket of the props: one of the app, one that exists, or one that is made below `scope`.
 * @throws SettingsError when the app's bucket is in another stack
 */
export function sourceBucket(
  scope: Construct,
  { bucket, existingBucketName, ...props }: SourceProps,
): ISourceBucket {
  if (bucket) {
    if (Stack.of(bucket) !== Stack.of(scope)) {
      // ROS CDK cannot write a reference from one stack to another.
      throw new SettingsError([
        `Invalid prop 'bucket' of '${scope.node.path}': must be a bucket of the same stack, '${bucket.node.path}' given. Give one of another stack by its name, as existingBucketName.`,
      ]);
    }
    return new DeclaredBucket(bucket);
  }
  return existingBucketName === undefined
    ? new SourceBucket(scope, 'Source', props)
    : new ExistingBucket(existingBucketName);
}
