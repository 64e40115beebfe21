import { randomUUID } from 'node:crypto';
import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import type { ReadingMode } from '../../contract/reading-mode';
import type { RowState } from '../../contract/row';
import { judgeRow } from '../../contract/row-verdict';
import { buildRow, type Provenance, timeOf } from './build-row';
import { describeObject } from './describe';
import type { InvocationContext } from './invocation-context';
import { lookAt } from './object-reader/look-at';
import { openWithinBudget } from './open-within-budget';
import type { ReconcileDependencies } from './reconcile';
import { shippedVersion } from './shipped-version';

/** Longest time in milliseconds for a look, retries included. */
const LOOK_TIMEOUT_MS = 10_000;

/**
 * What describes an object.
 *
 * @param toldSize bytes of the object, as the event told them
 */
export function extractionDependencies(
  shared: InvocationContext,
  provenance: Provenance,
  toldSize?: number,
): ReconcileDependencies {
  return {
    ...commonDependencies(shared, provenance),
    open: (address) => openWithinBudget(shared, address, toldSize),
    describe: describeObject,
    isSettled: (row, address, version) =>
      isSettled(row, address, version, shared.reading, provenance.eventTime),
  };
}

/**
 * Whether a row may stay as it is. The same event comes again when another object of it failed: what has used up a
 * budget then must not use it up in each attempt.
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

/** What describing an object and giving it up have in common. */
export function commonDependencies({ source, rows, end }: InvocationContext, provenance: Provenance) {
  return {
    rows,
    look: (address: ObjectAddress) => lookAt(source, address, Math.min(Date.now() + LOOK_TIMEOUT_MS, end)),
    newRevision: () => randomUUID(),
    buildRow: (...[address, version, description]: Parameters<ReconcileDependencies['buildRow']>) =>
      buildRow(address, version, description, provenance, Date.now()),
  };
}
