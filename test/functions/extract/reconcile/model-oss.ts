import { createHash } from 'node:crypto';
import type { ObjectAddress, ObjectVersion } from '../../../../contract/object-version';

export interface ModelObject {
  content: string;
  version: ObjectVersion;
  /** The number of this version in the history of its key. */
  generation: number;
}

/** An object's name in the model: bucket and key. */
export const nameOf = ({ bucket, key }: ObjectAddress): string => `${bucket}/${key}`;

export function addressOf(name: string): ObjectAddress {
  const slash = name.indexOf('/');
  return { bucket: name.slice(0, slash), key: name.slice(slash + 1) };
}

/**
 * The part of OSS that reconciling needs: several buckets, whole versions, ETags made from the content, times
 * in whole seconds.
 */
export class ModelOss {
  readonly objects = new Map<string, ModelObject>();
  /** All versions that ever existed, by name. */
  readonly past = new Map<string, ModelObject[]>();
  /** How often each object was deleted. */
  readonly deletions = new Map<string, number>();

  constructor(private readonly clock: { now: number }) {}

  put(name: string, content: string): void {
    const past = this.past.get(name) ?? [];
    const version = {
      etag: etagOf(content),
      size: content.length,
      lastModified: `${new Date(this.clock.now).toISOString().slice(0, 19)}Z`,
      storageClass: 'Standard',
    };
    const object = { content, version, generation: past.length };
    this.past.set(name, [...past, object]);
    this.objects.set(name, object);
  }

  /** As a lifecycle rule, or whoever has the object moved back: the version stays the same. */
  move(name: string, storageClass: string): void {
    const object = this.objects.get(name);
    if (object) this.objects.set(name, { ...object, version: { ...object.version, storageClass } });
  }

  delete(name: string): void {
    this.objects.delete(name);
    this.deletions.set(name, (this.deletions.get(name) ?? 0) + 1);
  }
}

export const etagOf = (content: string): string =>
  createHash('md5').update(content).digest('hex').toUpperCase();
