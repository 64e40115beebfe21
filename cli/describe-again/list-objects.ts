import type OSS from 'ali-oss';
import { isFolderMarker } from '../../contract/object-version';
import { toServiceError } from '../cloud/service-errors';
import type { Session } from '../cloud/session';

/** An object as a list of the bucket tells it. */
export interface ListedObject {
  key: string;
  /** Without quotes. */
  etag: string;
  /** Bytes. */
  size: number;
  /** ISO 8601. */
  lastModified: string;
}

/** The most that a page holds. */
const MOST_PER_PAGE = 1_000;

export interface ListOptions {
  prefix: string;
  /** Only objects written at this time or later, in milliseconds since the epoch. */
  since?: number;
  /** Only keys behind this one. */
  after?: string;
  /** @default 1,000, the most that OSS gives */
  pageSize?: number;
}

/** Pages of the bucket's objects in the order of their keys, without folder markers, which get no row. */
export async function* listObjects(
  session: Session,
  { prefix, since = Number.NEGATIVE_INFINITY, after = '', pageSize = MOST_PER_PAGE }: ListOptions,
): AsyncGenerator<ListedObject[]> {
  const { bucket } = session.target;
  let token: string | undefined;
  do {
    const page = await listPage(session, {
      // A parameter without a value is signed in more than one way.
      ...(prefix ? { prefix } : {}),
      'max-keys': String(pageSize),
      // A key may hold characters that XML does not allow.
      'encoding-type': 'url',
      ...(after && !token ? { 'start-after': after } : {}),
      ...(token ? { 'continuation-token': token } : {}),
    } as OSS.ListV2ObjectsQuery);
    yield page.objects
      .map(({ name, etag, size, lastModified }) => ({
        key: decodeURIComponent(name.replaceAll('+', '%20')),
        etag: etag.replace(/^"|"$/g, ''),
        size,
        lastModified,
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

/** Tells how many objects a list holds, more exactly with every page. */
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
