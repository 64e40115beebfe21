import {
  isFolderMarker,
  type ObjectAddress,
  type ObjectVersion,
  sameVersion,
} from '../../contract/object-version';
import { hasDrifted } from '../../contract/row-verdict';
import type { RecordedError } from './errors';

/** What a look at an object has shown. */
export type ObjectState =
  | { kind: 'gone'; marker: boolean }
  | { kind: 'there'; version: ObjectVersion }
  | { kind: 'unreadable'; error: RecordedError; version?: ObjectVersion };

/** @param version undefined when there is no object */
export function stateOf(address: ObjectAddress, version: ObjectVersion | undefined): ObjectState {
  if (!version) return { kind: 'gone', marker: false };
  return isFolderMarker(address, version) ? { kind: 'gone', marker: true } : { kind: 'there', version };
}

/**
 * True when both states are the same: the same version in the same storage class, no object, or an object of unknown
 * version. The class counts because a run that found the row right before another one amended it has left it alone.
 */
export function sameState(a: ObjectState, b: ObjectState): boolean {
  if (a.kind === 'gone' || b.kind === 'gone') return a.kind === b.kind;
  if (!a.version || !b.version) return a.version === b.version;
  return sameVersion(a.version, b.version) && !hasDrifted(a.version, b.version);
}
