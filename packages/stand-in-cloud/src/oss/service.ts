import type { Readable } from 'node:stream';

/** What a template can say about a bucket. */
export interface BucketOptions {
  acl?: 'private' | 'public-read' | 'public-read-write';
  /** A public `acl` then has no effect. @default true, as for buckets made since 2025-10 */
  blockPublicAccess?: boolean;
  storageClass?: 'Standard' | 'IA' | 'Archive' | 'ColdArchive' | 'DeepColdArchive';
  redundancy?: 'LRS' | 'ZRS';
  encryption?: { algorithm: 'AES256' | 'KMS' | 'SM4'; kmsKeyId?: string };
  /** Refused with an error: this service keeps only one version of an object. */
  versioning?: 'Enabled' | 'Suspended';
  tags?: Record<string, string>;
}

/** One record of the payload that OSS sends to a trigger. */
export interface OssEventRecord {
  eventName: string;
  eventSource: 'acs:oss';
  eventTime: string;
  eventVersion: '1.0';
  oss: {
    bucket: { arn: string; name: string; ownerIdentity: string; virtualBucket: string };
    object: { key: string; size: number; deltaSize: number; eTag: string; [more: string]: unknown };
    ossSchemaVersion: '1.0';
    ruleId: string;
  };
  region: string;
  requestParameters: { sourceIPAddress: string };
  responseElements: { requestId: string };
  userIdentity: { principalId: string };
}

/** A trigger's subscription to a bucket's events. */
export interface NotificationRule {
  id: string;
  bucket: string;
  /** Names with their service prefix, such as `oss:ObjectCreated:PutObject`; `oss:ObjectCreated:*` covers a family. */
  events: string[];
  prefix?: string;
  suffix?: string;
  /**
   * Receives one matching event. Must not throw. What it returns says when the event need not be kept any more: at once for
   * undefined, or when the promise resolves with true. With false it is kept for {@link OssService.deliverPending}.
   */
  deliver(record: OssEventRecord): undefined | Promise<boolean>;
}

/** OSS for callers in this process: the template engine and Function Compute. Other clients use HTTP. */
export interface OssService {
  /** `http://localhost:PORT`, without a bucket. */
  readonly endpoint: string;
  /** @throws OssError `InvalidBucketName`, `BucketAlreadyExists` */
  createBucket(name: string, options: BucketOptions): void;
  /** @throws OssError `NoSuchBucket` */
  updateBucket(name: string, options: BucketOptions): void;
  /**
   * @param force also deletes the objects and unfinished uploads that it holds
   * @throws OssError `NoSuchBucket`, `BucketNotEmpty`
   */
  deleteBucket(name: string, force?: boolean): void;
  hasBucket(name: string): boolean;
  /** @throws OssError `NoSuchBucket`, or when the rule overlaps another of the bucket */
  addNotification(rule: NotificationRule): void;
  /** Also forgets the events that the rule has not delivered. */
  removeNotification(id: string): void;
  /** Takes the receiver from a rule: its events are kept, also by a later process, until the rule is added again. */
  suspendNotification(id: string): void;
  /** Delivers the events that were kept and whose rules have receivers now. */
  deliverPending(): void;
  /** @throws OssError `NoSuchBucket`, `NoSuchKey` */
  readObject(bucket: string, key: string): { size: number; etag: string; stream: Readable };
  close(): Promise<void>;
}
