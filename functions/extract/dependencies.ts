import { randomUUID } from 'node:crypto';
import { COLUMNS, maxBytesOf } from '../../contract/columns';
import { fittingList } from '../../contract/columns/fitting-list';
import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import type { Row, RowState } from '../../contract/row';
import { type DescribedWith, judgeRow } from '../../contract/row-verdict';
import { traitsOf } from '../../contract/statuses';
import { buildRow, type Provenance } from './build-row';
import { type Description, describeObject } from './describe';
import { RecordedError } from './errors';
import type { InvocationContext } from './invocation-context';
import { writeLog } from './log';
import { RowNews } from './news/row-news';
import { lookAt } from './object-reader/look-at';
import { readTags } from './object-reader/read-tags';
import type { OpenedObject } from './open-object';
import { openWithDeadline } from './open-with-deadline';
import type { ReconcileDependencies } from './reconcile';
import { shippedVersion } from './shipped-version';
import { timeOf } from './time-of';

/** Most milliseconds to ask OSS for the object's version, retries included. */
const LOOK_TIMEOUT_MS = 10_000;

const MAX_TAG_BYTES = maxBytesOf(COLUMNS.find(({ name }) => name === 'ObjectTags')!);

/**
 * The dependencies for describing an object.
 *
 * @param sizeInEvent the object's size in bytes, as the event says
 */
export function extractionDependencies(
  shared: InvocationContext,
  provenance: Provenance,
  sizeInEvent?: number,
): ReconcileDependencies {
  return {
    ...commonDependencies(shared, provenance),
    open: (address) => openWithDeadline(shared, address, sizeInEvent),
    describe: (opened, address) => describeWithTags(shared, opened, address),
    isSettled: (row, address, version) => isSettled(row, address, version, shared, provenance.eventTime),
    drift: (row, address, version) => driftOf(row, address, version, shared),
  };
}

/** Tags are asked for while MediaInfo reads, so they cost no time. */
async function describeWithTags(
  { source, objectTags, end }: InvocationContext,
  opened: OpenedObject,
  address: ObjectAddress,
): Promise<Description> {
  if (!objectTags) return describeObject(opened);
  const reading = readTags(source, address, Math.min(Date.now() + LOOK_TIMEOUT_MS, end));
  reading.catch(() => undefined); // Awaited below; the description may fail first.
  const description = await describeObject(opened);
  try {
    const tags = fittingList(await reading, MAX_TAG_BYTES);
    return tags ? { ...description, columns: { ...description.columns, ObjectTags: tags } } : description;
  } catch (error) {
    // Refused by a policy of the bucket: the row is right without its tags. A fault of OSS is tried again.
    if (!(error instanceof RecordedError)) throw error;
    writeLog({ level: 'warn', message: 'tags not read', ...address, reason: error.message });
    return description;
  }
}

type HowDescribed = Pick<InvocationContext, 'reading' | 'policies'>;

/** What a description would be made with now. */
export const describedWith = ({ reading, policies }: HowDescribed): DescribedWith => ({
  mediaInfoVersion: shippedVersion(),
  reading,
  policies: policies.map(({ prefix, policy }) => ({ prefix, policy: policy.hash })),
});

/**
 * True when the row can stay as it is. An event comes again when another object in it failed. An object that
 * used up its budget must not use it up again on each of these attempts.
 */
function isSettled(
  row: RowState,
  address: ObjectAddress,
  version: ObjectVersion | undefined,
  given: HowDescribed,
  eventTime?: string,
): boolean {
  const verdict = judgeRow(row, address.key, version, describedWith(given));
  if (verdict === 'spent') return row.eventTime !== undefined && row.eventTime === timeOf(eventTime);
  return verdict === 'right';
}

/**
 * What a lifecycle rule changes without an event. The report stays: an object that was archived meanwhile could not be read
 * again. Undefined for a description that failed: it is made anew, and may succeed now.
 */
function driftOf(
  row: RowState,
  { key }: ObjectAddress,
  version: ObjectVersion | undefined,
  given: HowDescribed,
): Row | undefined {
  if (judgeRow(row, key, version, describedWith(given)) !== 'drifted') return undefined;
  if (traitsOf(row.status ?? '')?.retryable) return undefined;
  return { StorageClass: version?.storageClass, ObjectType: version?.objectType };
}

/** The dependencies that both entry points share: describing an object, and recording that it failed. */
export function commonDependencies(
  { source, rows, policies, sendNews, end }: InvocationContext,
  provenance: Provenance,
) {
  const newRevision = () => randomUUID();
  return {
    rows,
    news: sendNews && new RowNews(rows, sendNews, newRevision),
    look: (address: ObjectAddress) => lookAt(source, address, Math.min(Date.now() + LOOK_TIMEOUT_MS, end)),
    newRevision,
    buildRow: (...[address, version, description]: Parameters<ReconcileDependencies['buildRow']>) =>
      buildRow(address, version, description, provenance, Date.now(), policies),
  };
}
