import { randomUUID } from 'node:crypto';
import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import type { ReadingMode } from '../../contract/reading-mode';
import type { RowState } from '../../contract/row';
import { judgeRow } from '../../contract/row-verdict';
import { buildRow, type Provenance, timeOf } from './build-row';
import { describeObject } from './describe';
import type { InvocationContext } from './invocation-context';
import { lookAt } from './object-reader/look-at';
import { openWithDeadline } from './open-with-deadline';
import type { ReconcileDependencies } from './reconcile';
import { shippedVersion } from './shipped-version';

/** Most milliseconds to ask OSS for the object's version, retries included. */
const LOOK_TIMEOUT_MS = 10_000;

/** The dependencies for describing an object. */
export function extractionDependencies(
  shared: InvocationContext,
  provenance: Provenance,
): ReconcileDependencies {
  return {
    ...commonDependencies(shared, provenance),
    open: (address) => openWithDeadline(shared, address),
    describe: describeObject,
    isSettled: (row, address, version) =>
      isSettled(row, address, version, shared.reading, provenance.eventTime),
  };
}

/**
 * True when the row can stay as it is. An event comes again when another object in it failed. An object that
 * used up its budget must not use it up again on each of these attempts.
 */
function isSettled(
  row: RowState,
  address: ObjectAddress,
  version: ObjectVersion | undefined,
  reading: ReadingMode,
  eventTime?: string,
): boolean {
  const verdict = judgeRow(row, address.key, version, { mediaInfoVersion: shippedVersion(), reading });
  if (verdict === 'spent') return row.eventTime !== undefined && row.eventTime === timeOf(eventTime);
  return verdict === 'right';
}

/** The dependencies that both entry points share: describing an object, and recording that it failed. */
export function commonDependencies({ source, rows, end }: InvocationContext, provenance: Provenance) {
  return {
    rows,
    look: (address: ObjectAddress) => lookAt(source, address, Math.min(Date.now() + LOOK_TIMEOUT_MS, end)),
    newRevision: () => randomUUID(),
    buildRow: (...[address, version, description]: Parameters<ReconcileDependencies['buildRow']>) =>
      buildRow(address, version, description, provenance, Date.now()),
  };
}
