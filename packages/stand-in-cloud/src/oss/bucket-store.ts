import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from 'ros-template-check';
import type { Clock } from '../clock';
import type { OnNotice } from '../storage/errors';
import { BlobStore } from './blobs';
import { notImplemented, OssError } from './errors';
import { KeyIndex } from './key-index';
import { type MetadataChange, MetadataJournal, type StateChange } from './metadata-journal';
import { assertBucketName } from './names';
import { Outbox, type PendingEvent } from './outbox';
import type { Bucket, ObjectRecord, PartRecord, Segment, Upload, UploadRecord } from './records';
import type { BucketOptions, OssEventRecord } from './service';
import { wholeSecond } from './times';

const MAX_BUCKETS = limits.oss.BUCKETS_PER_REGION;

const newBucket = (name: string, created: number, options: BucketOptions): Bucket => ({
  name,
  created,
  options,
  objects: new Map(),
  index: new KeyIndex(),
  uploads: new Map(),
});

/** The state of all buckets: metadata in memory and in the journal, bytes in blobs. */
export class BucketStore {
  readonly blobs: BlobStore;
  readonly outbox = new Outbox((change) => this.commit(change));
  private readonly buckets = new Map<string, Bucket>();
  private readonly journal: MetadataJournal;
  /** Events of the change that is being made. */
  private caused: PendingEvent[] = [];

  /** @throws DamagedDataError, DataDirectoryError */
  constructor(
    dataDir: string,
    private readonly clock: Clock,
    onNotice: OnNotice,
  ) {
    const blobs = join(dataDir, 'blobs');
    mkdirSync(blobs, { recursive: true });
    this.blobs = new BlobStore(blobs);
    const journal = join(dataDir, 'metadata.journal');
    this.journal = MetadataJournal.open(
      { journal, oldJournal: join(dataDir, 'journal.jsonl'), blobs },
      onNotice,
      (change) => this.apply(change),
      () => this.snapshot(),
    );
    this.removeOrphans(onNotice);
  }

  /** What a damaged or cut journal does not know of may belong to an object all the same. */
  private removeOrphans(onNotice: OnNotice): void {
    this.blobs.replayed();
    const orphans = this.blobs.orphans();
    if (orphans.length === 0) return;
    if (this.journal.wasWhole) this.blobs.remove(orphans);
    else {
      onNotice(`Bytes without an object are kept until the next start: ${orphans.length} file(s).`);
    }
  }

  /** Milliseconds, without the part of a second. */
  now(): number {
    return wholeSecond(this.clock.now());
  }

  list(): Bucket[] {
    return [...this.buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  has(name: string): boolean {
    return this.buckets.has(name);
  }

  /** @throws OssError `NoSuchBucket` */
  bucket(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (!bucket) throw new OssError('NoSuchBucket', { elements: { BucketName: name } });
    return bucket;
  }

  /** @throws OssError `InvalidBucketName`, `BucketAlreadyExists`, `TooManyBuckets`, `NotImplemented` */
  createBucket(name: string, options: BucketOptions): void {
    assertBucketName(name);
    refuseVersioning(options);
    if (this.buckets.has(name)) throw new OssError('BucketAlreadyExists', { elements: { BucketName: name } });
    if (this.buckets.size >= MAX_BUCKETS) throw new OssError('TooManyBuckets');
    this.commit({ bucket: name, record: { created: this.now(), options } });
  }

  /** @throws OssError `NoSuchBucket`, `NotImplemented` */
  updateBucket(name: string, options: BucketOptions): void {
    refuseVersioning(options);
    this.commit({ bucket: name, record: { created: this.bucket(name).created, options } });
  }

  /** @throws OssError `NoSuchBucket`, `BucketNotEmpty` */
  deleteBucket(name: string, force: boolean): void {
    const bucket = this.bucket(name);
    if (!force && (bucket.objects.size > 0 || bucket.uploads.size > 0)) {
      throw new OssError('BucketNotEmpty', { elements: { BucketName: name } });
    }
    this.commit({ bucket: name, record: null });
  }

  /** @throws OssError `NoSuchKey` */
  object(bucket: Bucket, key: string): ObjectRecord {
    const record = bucket.objects.get(key);
    if (!record) throw new OssError('NoSuchKey', { elements: { Key: key } });
    return record;
  }

  /** Stores `object` under `key`. @returns the object that it replaces */
  putObject(bucket: Bucket, key: string, object: ObjectRecord): ObjectRecord | undefined {
    const previous = bucket.objects.get(key);
    this.commit({ bucket: bucket.name, key, object });
    return previous;
  }

  deleteObject(bucket: Bucket, key: string): ObjectRecord | undefined {
    const previous = bucket.objects.get(key);
    if (previous) this.commit({ bucket: bucket.name, key, object: null });
    return previous;
  }

  /** @throws OssError `NoSuchUpload` */
  upload(bucket: Bucket, key: string, id: string): Upload {
    const upload = bucket.uploads.get(id);
    if (!upload || upload.key !== key) throw new OssError('NoSuchUpload', { elements: { UploadId: id } });
    return upload;
  }

  beginUpload(bucket: Bucket, begun: UploadRecord): void {
    this.commit({ bucket: bucket.name, upload: begun.id, begun });
  }

  putPart(bucket: Bucket, upload: string, number: number, part: PartRecord): void {
    this.commit({ bucket: bucket.name, upload, number, part });
  }

  endUpload(bucket: Bucket, upload: string): void {
    this.commit({ bucket: bucket.name, upload, begun: null });
  }

  /**
   * Makes a change together with the events that it causes: after a crash there are both or neither.
   * @param change calls one of the methods above
   * @returns the events, to be delivered now
   */
  causing<T>(records: readonly OssEventRecord[], change: () => T): { result: T; events: PendingEvent[] } {
    const events = this.outbox.number(records);
    this.caused = events;
    try {
      return { result: change(), events };
    } finally {
      this.caused = [];
    }
  }

  close(): void {
    this.journal.close();
  }

  private commit(change: MetadataChange): void {
    // What is still on its way when the server ends is delivered by a later one.
    if (this.journal.closed && 'sent' in change) return;
    const whole = this.caused.length > 0 ? { ...change, events: this.caused } : change;
    this.caused = [];
    this.journal.append(whole);
    this.apply(whole);
    this.journal.tidy();
  }

  private apply(change: MetadataChange): void {
    if (!('bucket' in change)) {
      this.outbox.apply(change);
      return;
    }
    if (change.events) this.outbox.apply({ events: change.events });
    this.applyState(change);
  }

  private applyState(change: StateChange): void {
    if ('record' in change) this.applyBucket(change.bucket, change.record);
    else if ('key' in change) this.applyObject(this.bucket(change.bucket), change.key, change.object);
    else if ('part' in change) {
      const { parts } = this.bucket(change.bucket).uploads.get(change.upload)!;
      this.replace(parts.get(change.number)?.segments, change.part.segments);
      parts.set(change.number, change.part);
    } else {
      const { uploads } = this.bucket(change.bucket);
      if (change.begun) uploads.set(change.upload, { ...change.begun, parts: new Map() });
      else {
        for (const part of uploads.get(change.upload)?.parts.values() ?? [])
          this.blobs.release(part.segments);
        uploads.delete(change.upload);
      }
    }
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
    this.outbox.dropBucket(name);
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

  private *snapshot(): Generator<MetadataChange> {
    for (const { name, created, options, objects, uploads } of this.buckets.values()) {
      yield { bucket: name, record: { created, options } };
      for (const [key, object] of objects) yield { bucket: name, key, object };
      for (const { parts, ...begun } of uploads.values()) {
        yield { bucket: name, upload: begun.id, begun };
        for (const [number, part] of parts) yield { bucket: name, upload: begun.id, number, part };
      }
    }
    yield* this.outbox.snapshot();
  }
}

function refuseVersioning(options: BucketOptions): void {
  if (options.versioning) throw notImplemented(`Versioning (${options.versioning})`);
}
