import type { Principal } from '../ram/authority';
import { assertAllowed, type OssAccess } from './access';
import type { BucketStore } from './bucket-store';
import type { OssEvent } from './events';
import type { Bucket, ObjectRecord, Segment } from './records';
import type { OssRequest } from './request';
import { sendEvent } from './send-event';
import type { ServiceParts } from './service-parts';

/** The answer of an operation. Its body is either a document or bytes of an object. */
export interface OssAnswer {
  status: number;
  headers?: Record<string, string>;
  xml?: string;
  /** The operation holds these blobs for the answer; they are released when the last byte is sent. */
  content?: { segments: Segment[]; start: number; end: number; gzip?: boolean };
  /** Content length for a HEAD request, which has no body. */
  contentLength?: number;
}

/** One request and all that is needed to answer it. */
export class Exchange {
  /** Undefined for an anonymous caller, and while a form that says who calls is not read yet. */
  principal: Principal | undefined;

  constructor(
    readonly request: OssRequest,
    readonly parts: ServiceParts,
  ) {}

  get store(): BucketStore {
    return this.parts.store;
  }

  get query(): Map<string, string | null> {
    return this.request.query;
  }

  get headers(): Record<string, string> {
    return this.request.headers;
  }

  get key(): string {
    return this.request.key;
  }

  /** @throws OssError `NoSuchBucket` */
  get bucket(): Bucket {
    return this.store.bucket(this.request.bucket!);
  }

  /** @throws OssError `AccessDenied` */
  authorize(access: OssAccess): void {
    assertAllowed(access, this.principal, this.parts);
  }

  /**
   * Makes a change that causes an event, then sends the event to its rules. A crash leaves both or neither. Replicas of
   * the bucket follow.
   * @param change changes the store once
   */
  emit<T>(event: OssEvent, change: () => T): T {
    const { id, sourceAddress } = this.request;
    const cause = { requestId: id, sourceAddress, principalId: principalId(this.principal) };
    const result = sendEvent(this.parts, event, cause, change);
    this.parts.replication.follow(this.parts, event);
    return result;
  }

  /** Stores an object and sends its event. */
  putObject(eventName: string, key: string, object: ObjectRecord, position?: number): void {
    const bucket = this.bucket;
    const event = {
      name: `ObjectCreated:${eventName}`,
      bucket: bucket.name,
      key,
      size: object.size,
      deltaSize: object.size - (bucket.objects.get(key)?.size ?? 0),
      etag: object.etag,
      position,
    };
    this.emit(event, () => this.store.putObject(bucket, key, object));
  }
}

/** The account's id for the account itself, the end of the ARN for others, `anonymous` without a signature. */
function principalId(principal: Principal | undefined): string {
  if (!principal) return 'anonymous';
  if (principal.kind === 'root') return principal.accountId;
  return principal.arn.replace(/^.*?\//, '').replaceAll('/', ':');
}
