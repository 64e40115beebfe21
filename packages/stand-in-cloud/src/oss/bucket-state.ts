import type { BlobStore } from './blobs';
import { KeyIndex } from './key-index';
import type { StateChange } from './metadata-journal';
import type { Bucket, ObjectRecord, Segment } from './records';
import type { BucketOptions } from './service';

const newBucket = (name: string, created: number, options: BucketOptions): Bucket => ({
  name,
  created,
  options,
  objects: new Map(),
  index: new KeyIndex(),
  uploads: new Map(),
});

/** The metadata of all buckets in memory. It changes only by changes as they stand in the journal. */
export class BucketState {
  readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly blobs: BlobStore,
    /** Called when a bucket is gone. */
    private readonly onRemoved: (bucket: string) => void,
  ) {}

  apply(change: StateChange): void {
    if ('record' in change) this.applyBucket(change.bucket, change.record);
    else if ('key' in change) this.applyObject(this.known(change.bucket), change.key, change.object);
    else if ('part' in change) {
      const { parts } = this.known(change.bucket).uploads.get(change.upload)!;
      this.replace(parts.get(change.number)?.segments, change.part.segments);
      parts.set(change.number, change.part);
    } else {
      const { uploads } = this.known(change.bucket);
      if (change.begun) uploads.set(change.upload, { ...change.begun, parts: new Map() });
      else {
        for (const part of uploads.get(change.upload)?.parts.values() ?? [])
          this.blobs.release(part.segments);
        uploads.delete(change.upload);
      }
    }
  }

  /** The shortest list of changes that leads to the present state. */
  *snapshot(): Generator<StateChange> {
    for (const { name, created, options, objects, uploads } of this.buckets.values()) {
      yield { bucket: name, record: { created, options } };
      for (const [key, object] of objects) yield { bucket: name, key, object };
      for (const { parts, ...begun } of uploads.values()) {
        yield { bucket: name, upload: begun.id, begun };
        for (const [number, part] of parts) yield { bucket: name, upload: begun.id, number, part };
      }
    }
  }

  /** A change of a bucket that is not there is damage of the journal. */
  private known(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (bucket) return bucket;
    throw new Error(`the bucket '${name}' is not known`);
  }

  private applyBucket(name: string, record: { created: number; options: BucketOptions } | null): void {
    const bucket = this.buckets.get(name);
    if (record) {
      if (bucket) bucket.options = record.options;
      else this.buckets.set(name, newBucket(name, record.created, record.options));
      return;
    }
    for (const { segments } of bucket?.objects.values() ?? []) this.blobs.release(segments);
    for (const { parts } of bucket?.uploads.values() ?? []) {
      for (const { segments } of parts.values()) this.blobs.release(segments);
    }
    this.buckets.delete(name);
    this.onRemoved(name);
  }

  private applyObject(bucket: Bucket, key: string, object: ObjectRecord | null): void {
    const previous = bucket.objects.get(key);
    this.replace(previous?.segments, object?.segments ?? []);
    if (object) bucket.objects.set(key, object);
    else bucket.objects.delete(key);
    if (object && !previous) bucket.index.add(key);
    if (!object && previous) bucket.index.delete(key);
  }

  /** Holds the new blobs before it releases the old ones, because an append uses most of them again. */
  private replace(old: Segment[] | undefined, fresh: Segment[]): void {
    this.blobs.hold(fresh);
    if (old) this.blobs.release(old);
  }
}
