import { createHash } from 'node:crypto';
import type { ObjectVersion } from '../../../../functions/extract/object-version';

export interface ModelObject {
  content: string;
  version: ObjectVersion;
  /** Place of this version in the history of its key. */
  generation: number;
}

/** OSS as far as reconciling goes: whole versions, an ETag by content, times in whole seconds. */
export class ModelBucket {
  readonly objects = new Map<string, ModelObject>();
  /** Every version that there ever was, by key. */
  readonly past = new Map<string, ModelObject[]>();

  constructor(private readonly clock: { now: number }) {}

  put(key: string, content: string): void {
    const past = this.past.get(key) ?? [];
    const version = {
      etag: etagOf(content),
      size: content.length,
      lastModified: `${new Date(this.clock.now).toISOString().slice(0, 19)}Z`,
    };
    const object = { content, version, generation: past.length };
    this.past.set(key, [...past, object]);
    this.objects.set(key, object);
  }

  delete(key: string): void {
    this.objects.delete(key);
  }
}

export const etagOf = (content: string): string =>
  createHash('md5').update(content).digest('hex').toUpperCase();
