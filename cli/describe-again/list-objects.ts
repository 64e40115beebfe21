import type OSS from 'ali-oss';
import type { ListedObject } from '../../contract/keeping-up/sources';
import { isFolderMarker } from '../../contract/object-version';
import { toServiceError } from '../cloud/service-errors';
import type { Session } from '../cloud/session';

/** OSS's limit for one page. */
const MOST_PER_PAGE = 1_000;

export interface ListOptions {
  prefix: string;
  /** Only objects written at this time or later, in milliseconds since the epoch. */
  since?: number;
  /** Only keys after this one. */
  after?: string;
  /** @default 1,000, OSS's limit */
  pageSize?: number;
}

/**
 * Pages of the bucket's objects in the order of their keys. Folder markers are left out, because they get no
 * row.
 */
export async function* listObjects(
  session: Session,
  { prefix, since = Number.NEGATIVE_INFINITY, after = '', pageSize = MOST_PER_PAGE }: ListOptions,
): AsyncGenerator<ListedObject[]> {
  const { bucket } = session.target;
  let token: string | undefined;
  do {
    const page = await listPage(session, {
      // An empty parameter must be left out, because clients sign it in different ways.
      ...(prefix ? { prefix } : {}),
      'max-keys': String(pageSize),
      // A key may contain characters that XML does not allow.
      'encoding-type': 'url',
      ...(after && !token ? { 'start-after': after } : {}),
      ...(token ? { 'continuation-token': token } : {}),
    } as OSS.ListV2ObjectsQuery);
    yield page.objects
      .map(({ name, etag, size, lastModified, storageClass, type }) => ({
        key: decodeURIComponent(name.replaceAll('+', '%20')),
        etag: etag.replace(/^"|"$/g, ''),
        size,
        lastModified,
        storageClass,
        objectType: type,
      }))
      .filter((object) => !isFolderMarker({ bucket, key: object.key }, object))
      .filter(({ lastModified }) => Date.parse(lastModified) >= since);
    token = page.isTruncated ? page.nextContinuationToken : undefined;
  } while (token);
}

async function listPage(session: Session, query: OSS.ListV2ObjectsQuery): Promise<OSS.ListV2ObjectResult> {
  try {
    return await (await session.oss()).listV2(query);
  } catch (error) {
    throw toServiceError('OSS', error, session.target);
  }
}

/** Counts the objects of a list. The estimate gets more exact with every page. */
export async function countObjects(
  session: Session,
  options: ListOptions,
  tell: (objects: number) => void,
): Promise<void> {
  let count = 0;
  for await (const objects of listObjects(session, options)) {
    count += objects.length;
    tell(count);
  }
}
