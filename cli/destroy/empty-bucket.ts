import type OSS from 'ali-oss';
import { UserError } from '../program/errors';

export interface EmptyOptions {
  /** Told how many objects, versions and unfinished uploads are deleted so far. */
  onProgress?: (deleted: number) => void;
  /** Ends it between two pages. */
  signal?: AbortSignal | undefined;
}

/** An object, or one of its versions. */
interface Doomed {
  key: string;
  versionId?: string;
}

/** What the client can do and its types do not know. */
interface Untyped {
  getBucketVersioning(bucket: string): Promise<{ versionStatus?: string }>;
  getBucketVersions(
    query: object,
    options: object,
  ): Promise<{
    objects?: { name: string; versionId: string }[];
    deleteMarker?: { name: string; versionId: string }[];
    isTruncated?: boolean;
    nextKeyMarker?: string;
    nextVersionIdMarker?: string;
  }>;
  deleteMulti(objects: Doomed[] | string[], options: { quiet: boolean }): Promise<unknown>;
}

/** A page of a list, and the most that one DeleteMultipleObjects takes. */
const PAGE = 1000;

/**
 * Deletes all that keeps a bucket from being deleted: objects, where it has ever had versions all of these and the marks of
 * deleted ones, and unfinished uploads.
 * @returns how many
 */
export async function emptyBucket(oss: OSS, bucket: string, options: EmptyOptions = {}): Promise<number> {
  const client = oss as unknown as Untyped;
  const { versionStatus } = await client.getBucketVersioning(bucket);
  let deleted = 0;
  const told = (count: number): void => {
    deleted += count;
    options.onProgress?.(deleted);
  };
  let before: Doomed | undefined;
  for await (const page of versionStatus ? versions(client) : objects(oss)) {
    if (options.signal?.aborted) return deleted;
    const [first] = page;
    if (first?.key === before?.key && first?.versionId === before?.versionId) throw stubborn(bucket, first);
    before = first;
    await deletePage(oss, page);
    told(page.length);
  }
  for (;;) {
    const { uploads } = await oss.listUploads({ 'max-uploads': PAGE });
    if (!uploads?.length || options.signal?.aborted) return deleted;
    for (const { name, uploadId } of uploads) await oss.abortMultipartUpload(name, uploadId);
    told(uploads.length);
  }
}

/** What XML does not keep as it is: a carriage return becomes a line feed, and most of the others are forbidden. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: keys may hold them
const NOT_IN_XML = /[\u0000-\u001f]/;

/** Keys that the list of a batch, which is XML, cannot name are deleted one by one. */
async function deletePage(oss: OSS, page: Doomed[]): Promise<void> {
  const batch = page.filter(({ key }) => !NOT_IN_XML.test(key));
  if (batch.length > 0) await (oss as unknown as Untyped).deleteMulti(batch, { quiet: true });
  for (const { key, versionId } of page) {
    if (NOT_IN_XML.test(key)) await oss.delete(key, (versionId ? { versionId } : {}) as OSS.RequestOptions);
  }
}

/** OSS says of a batch that it is deleted, also where a retention policy keeps some of it. */
const stubborn = (bucket: string, { key }: Doomed = { key: '' }): UserError =>
  new UserError(
    `OSS does not delete '${key}' in '${bucket}': is there a retention policy (WORM) on the bucket, or may these credentials not do oss:DeleteObject?`,
  );

/** What is listed is deleted before the next page is asked for, so that is always the first one. */
async function* objects(oss: OSS): AsyncGenerator<Doomed[]> {
  for (;;) {
    const { objects: found } = await oss.list({ 'max-keys': PAGE }, {});
    if (!found?.length) return;
    yield found.map(({ name }) => ({ key: name }));
  }
}

async function* versions(client: Untyped): AsyncGenerator<Doomed[]> {
  for (;;) {
    const { objects: found = [], deleteMarker = [] } = await client.getBucketVersions(
      { 'max-keys': PAGE },
      {},
    );
    const page = [...found, ...deleteMarker].map(({ name, versionId }) => ({ key: name, versionId }));
    if (page.length === 0) return;
    yield page;
  }
}
