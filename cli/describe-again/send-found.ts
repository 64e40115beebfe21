import type * as TableStore from 'tablestore';
import type { FoundRow } from '../search/found-row';
import type { MediaIndex } from '../search/media-index';
import type { Candidate } from './candidate';
import { type Submitter, submit } from './submit';

/** What is read of a row to have its object described again. */
const COLUMNS = ['ObjectKey', 'BucketName', 'Key', 'ETag', 'Size'];

/** Sends everything that a query finds to the function, page by page, until it is interrupted. @throws ServiceError */
export async function sendFound(
  index: MediaIndex,
  query: TableStore.SearchQuery,
  origin: { region: string; accountId: string; now(): number },
  submitter: Submitter,
): Promise<void> {
  for await (const rows of index.find({ query, sort: [], columns: COLUMNS })) {
    await submit(rows.map(candidateOf), { ...origin, now: origin.now() }, submitter);
    if (submitter.interrupted.aborted) return;
  }
}

function candidateOf(row: FoundRow): Candidate {
  const { ObjectKey, BucketName, Key, ETag, Size } = row;
  return {
    bucket: String(BucketName),
    key: String(Key ?? ObjectKey),
    ...(ETag === undefined || Size === undefined ? {} : { etag: String(ETag), size: Number(Size) }),
  };
}
