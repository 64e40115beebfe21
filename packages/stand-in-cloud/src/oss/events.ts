import type { OssEventRecord } from './service';
import { isoTime } from './times';

/** An event before it is turned into a record for a rule. */
export interface OssEvent {
  /** Without the service prefix, such as `ObjectCreated:PutObject`. */
  name: string;
  bucket: string;
  key: string;
  /** Bytes of the object, or of the part in events of parts. */
  size: number;
  /** By how many bytes the storage under the key grew. */
  deltaSize: number;
  /** Without quotation marks. */
  etag: string;
  /** Position in the object at which an append began. */
  position?: number;
}

export interface EventOrigin {
  region: string;
  accountId: string;
  /** Milliseconds. */
  time: number;
  requestId: string;
  sourceAddress: string;
  principalId: string;
}

/** The record of one event as documented. The key in it is raw UTF-8, not URL-encoded. */
export function eventRecord(event: OssEvent, origin: EventOrigin, ruleId: string): OssEventRecord {
  return {
    eventName: event.name,
    eventSource: 'acs:oss',
    eventTime: isoTime(origin.time),
    eventVersion: '1.0',
    oss: {
      bucket: {
        arn: `acs:oss:${origin.region}:${origin.accountId}:${event.bucket}`,
        name: event.bucket,
        ownerIdentity: origin.accountId,
        virtualBucket: '',
      },
      object: {
        deltaSize: event.deltaSize,
        eTag: event.etag,
        key: event.key,
        ...(event.position !== undefined && { position: event.position }),
        size: event.size,
      },
      ossSchemaVersion: '1.0',
      ruleId,
    },
    region: origin.region,
    requestParameters: { sourceIPAddress: origin.sourceAddress },
    responseElements: { requestId: origin.requestId },
    userIdentity: { principalId: origin.principalId },
  };
}
