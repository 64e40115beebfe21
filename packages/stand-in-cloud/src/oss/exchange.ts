import type { Clock } from '../clock';
import type { Authority, Principal } from '../ram/authority';
import { assertAllowed, type OssAccess } from './access';
import type { BucketStore } from './bucket-store';
import { type EventOrigin, eventRecord, type OssEvent } from './events';
import type { Notifications } from './notifications';
import type { Bucket, ObjectRecord, Segment } from './records';
import type { OssRequest } from './request';

/** What every operation works on. */
export interface ServiceParts {
  store: BucketStore;
  notifications: Notifications;
  authority: Authority;
  clock: Clock;
  region: string;
}

/** What an operation answers. A body is either a document or bytes of an object. */
export interface OssAnswer {
  status: number;
  headers?: Record<string, string>;
  xml?: string;
  /** Held for the answer by whoever returns it; let go when the last byte is sent. */
  content?: { segments: Segment[]; start: number; end: number };
  /** Length to tell a HEAD request. */
  contentLength?: number;
}

/** One request on its way to its answer. */
export class Exchange {
  /** Unset while the caller is anonymous, or known only from a form still to be read. */
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

  /** Tells the subscribers; called once the change is in the journal. */
  emit(event: OssEvent): void {
    const origin: EventOrigin = {
      region: this.parts.region,
      accountId: this.parts.authority.accountId,
      time: this.parts.clock.now(),
      requestId: this.request.id,
      sourceAddress: this.request.sourceAddress,
      principalId: principalId(this.principal),
    };
    this.parts.notifications.publish(event, (ruleId) => eventRecord(event, origin, ruleId));
  }

  /** Stores an object and tells that it was made. */
  putObject(eventName: string, key: string, object: ObjectRecord, position?: number): void {
    const bucket = this.bucket;
    const previous = this.store.putObject(bucket, key, object);
    this.emit({
      name: `ObjectCreated:${eventName}`,
      bucket: bucket.name,
      key,
      size: object.size,
      deltaSize: object.size - (previous?.size ?? 0),
      etag: object.etag,
      position,
    });
  }
}

/** The account's id for its root, and the end of the ARN for anyone else; `anonymous` signs nothing. */
function principalId(principal: Principal | undefined): string {
  if (!principal) return 'anonymous';
  if (principal.kind === 'root') return principal.accountId;
  return principal.arn.replace(/^.*?\//, '').replaceAll('/', ':');
}
