import { XMLParser } from 'fast-xml-parser';
import type { ListedObject, Range } from '../../../contract/keeping-up/sources';
import { isFolderMarker } from '../../../contract/object-version';
import { PlatformError, RecordedError } from '../errors';
import type { ObjectSource } from '../object-reader/object-source';
import { Origin, signalAt } from '../object-reader/origin';
import { TransientError } from '../object-reader/origin-errors';
import { ReadMeter } from '../object-reader/read-meter';
import { READER_SETTINGS } from '../object-reader/reader-settings';
import { Retry } from '../object-reader/retry';
import type { Query } from '../object-reader/sign-request';

/** OSS's limit for one page. */
const OBJECTS_PER_PAGE = 1_000;

/** A page of the longest keys, each byte of which is escaped, with the other members, has 3.6 MB. */
const MAX_PAGE_BYTES = 8 * 1024 * 1024;

/** Keys are escaped for URLs, and no other value holds entities but the quotes around ETags. */
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  isArray: (name) => name === 'Contents',
});

interface ListDocument {
  ListBucketResult?: {
    IsTruncated?: string;
    Contents?: {
      Key: string;
      ETag: string;
      Size: string;
      LastModified: string;
      StorageClass?: string;
      Type?: string;
    }[];
  };
}

export interface ListOptions {
  source: ObjectSource;
  bucket: string;
  /** Epoch milliseconds. */
  deadline: number;
  /** Called for each request. */
  onRequest(): void;
}

/**
 * Pages of a bucket's objects in the order of their keys. Folder markers are left out, because they get no row.
 *
 * @throws PlatformError when OSS cannot be asked, or does not allow it
 */
export async function* listObjects(
  { source, bucket, deadline, onRequest }: ListOptions,
  { prefix, after }: Range,
): AsyncGenerator<ListedObject[]> {
  const ended = signalAt(deadline, () => new PlatformError('OSS did not list the bucket in time.'));
  const origin = new Origin(source, { bucket, key: '' }, new ReadMeter(Infinity, Infinity), READER_SETTINGS);
  try {
    for (let from: string | undefined = after; from !== undefined; ) {
      const query: Query = {
        'list-type': '2',
        'max-keys': String(OBJECTS_PER_PAGE),
        // A key may contain characters that XML does not allow.
        'encoding-type': 'url',
        ...(prefix ? { prefix } : {}),
        // Not the token of the page before: a slice of the sweep could not go on with it.
        ...(from ? { 'start-after': from } : {}),
      };
      const page: ListPage = await withRetries(ended.signal, async () => {
        onRequest();
        return readPage(await origin.document(query, MAX_PAGE_BYTES, ended.signal));
      });
      yield page.objects.filter((object) => !isFolderMarker({ bucket, key: object.key }, object));
      from = page.isTruncated ? page.objects.at(-1)?.key : undefined;
    }
  } finally {
    ended.clear();
  }
}

async function withRetries<T>(signal: AbortSignal, request: () => Promise<T>): Promise<T> {
  const retry = new Retry(READER_SETTINGS, signal);
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (error instanceof PlatformError) throw error;
      // Words for the reason of a row; here it is about the bucket.
      if (error instanceof RecordedError) throw new PlatformError(`List of the bucket: ${error.message}`);
      await retry.after(error);
    }
  }
}

interface ListPage {
  objects: ListedObject[];
  isTruncated: boolean;
}

/** @throws TransientError when the document broke off */
function readPage(xml: string): ListPage {
  if (!xml.includes('</ListBucketResult>')) throw new TransientError('OSS sent only a part of the list');
  const { ListBucketResult: result } = parser.parse(xml) as ListDocument;
  const objects = (result?.Contents ?? []).map(({ Key, ETag, Size, LastModified, StorageClass, Type }) => ({
    key: decodeURIComponent(Key.replaceAll('+', '%20')),
    etag: ETag.replace(/&quot;|"/g, ''),
    size: Number(Size),
    lastModified: LastModified,
    storageClass: StorageClass,
    objectType: Type,
  }));
  return { objects, isTruncated: result?.IsTruncated === 'true' };
}
