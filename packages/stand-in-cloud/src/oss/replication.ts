import { randomBytes } from 'node:crypto';
import type { OssEvent } from './events';
import { sendEvent } from './send-event';
import type { ServiceParts } from './service-parts';

/** Events after which there is another object under the key. */
const WRITTEN = new Set(
  ['PutObject', 'PostObject', 'CopyObject', 'CompleteMultipartUpload', 'AppendObject', 'PutSymlink'].map(
    (name) => `ObjectCreated:${name}`,
  ),
);
const REMOVED = /^ObjectRemoved:DeleteObjects?$/;

/** Who replicates, in the events of the replica; what stands there in real ones is not documented. */
const REPLICATOR = 'replication';

/**
 * Buckets that others follow. Every object that is written or deleted from then on is so in the replicas too, at once
 * and by the same ETag; there it brings an event of the family ObjectReplication and no other. A replica's replicas
 * do not follow it, as OSS does not replicate what replication brought.
 */
export class Replication {
  private readonly replicas = new Map<string, Set<string>>();

  add(source: string, replica: string): void {
    const known = this.replicas.get(source) ?? new Set();
    this.replicas.set(source, known.add(replica));
  }

  follow(parts: ServiceParts, { name, bucket, key }: OssEvent): void {
    for (const replica of this.replicas.get(bucket) ?? []) {
      if (!parts.store.has(replica)) continue;
      if (WRITTEN.has(name)) this.write(parts, bucket, replica, key);
      else if (REMOVED.test(name)) this.remove(parts, replica, key);
    }
  }

  private write(parts: ServiceParts, source: string, replica: string, key: string): void {
    const { store } = parts;
    const object = store.bucket(source).objects.get(key);
    if (!object) return;
    const bucket = store.bucket(replica);
    const before = bucket.objects.get(key);
    const event = {
      name: `ObjectReplication:${before ? 'ObjectModified' : 'ObjectCreated'}`,
      bucket: replica,
      key,
      size: object.size,
      deltaSize: object.size - (before?.size ?? 0),
      etag: object.etag,
    };
    sendEvent(parts, event, cause(), () => store.putObject(bucket, key, object));
  }

  private remove(parts: ServiceParts, replica: string, key: string): void {
    const { store } = parts;
    const bucket = store.bucket(replica);
    const object = bucket.objects.get(key);
    if (!object) return;
    const event = {
      name: 'ObjectReplication:ObjectRemoved',
      bucket: replica,
      key,
      size: object.size,
      deltaSize: -object.size,
      etag: object.etag,
    };
    sendEvent(parts, event, cause(), () => store.deleteObject(bucket, key));
  }
}

const cause = () => ({
  requestId: randomBytes(12).toString('hex').toUpperCase(),
  sourceAddress: '127.0.0.1',
  principalId: REPLICATOR,
});
