import type { ObjectRecord } from './records';
import { httpTime } from './times';

const COLD = new Set(['Archive', 'ColdArchive', 'DeepColdArchive']);

export function isCold(object: ObjectRecord): boolean {
  return COLD.has(object.storageClass);
}

/** Whether an object can be read now, and the value of its `x-oss-restore` header. */
export function restoreState(
  object: ObjectRecord,
  now: number,
): { readable: boolean; ongoing: boolean; header?: string } {
  if (!isCold(object)) return { readable: true, ongoing: false };
  const { restore } = object;
  if (!restore || restore.expiresAt <= now) return { readable: false, ongoing: false };
  if (restore.readyAt > now) return { readable: false, ongoing: true, header: 'ongoing-request="true"' };
  const header = `ongoing-request="false", expiry-date="${httpTime(restore.expiresAt)}"`;
  return { readable: true, ongoing: false, header };
}
