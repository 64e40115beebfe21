import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from 'ros-template-check';
import type { Clock } from '../clock';
import { BlobStore } from './blobs';
import { notImplemented, OssError } from './errors';
import { KeyIndex } from './key-index';
import { type MetadataChange, MetadataJournal } from './metadata-journal';
import { assertBucketName } from './names';
import type { Bucket, ObjectRecord, PartRecord, Segment, Upload, UploadRecord } from './records';
import type { BucketOptions } from './service';
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
  private readonly buckets = new Map<string, Bucket>();
  private readonly journal: MetadataJournal;

  constructor(
    dataDir: string,
    private readonly clock: Clock,
  ) {
    mkdirSync(dataDir, { recursive: true });
    this.blobs = new BlobStore(join(dataDir, 'blobs'));
    this.journal = MetadataJournal.open(
      join(dataDir, 'journal.jsonl'),
      (change) => this.apply(change),
      () => this.snapshot(),
    );
    this.blobs.removeOrphans();
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

  close(): void {
    this.journal.close();
  }

  private commit(change: MetadataChange): void {
    this.journal.append(change);
    this.apply(change);
  }

  private apply(change: MetadataChange): void {
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
  }
}

function refuseVersioning(options: BucketOptions): void {
  if (options.versioning) throw notImplemented(`Versioning (${options.versioning})`);
}
