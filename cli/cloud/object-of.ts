import { UsageError } from '../program/errors';
import { brokenRule } from './target-grammar';

/** What `put` prints. */
const ADDRESS = /^oss:\/\/([^/]+)\/(.+)$/su;

/** The object that a key or an address names. @throws UsageError */
export function objectOf(given: string, bucket: string): { bucket: string; key: string } {
  const [, named, key] = ADDRESS.exec(given) ?? [];
  if (named === undefined || key === undefined) return { bucket, key: given };
  const rule = brokenRule('bucket', named);
  if (rule) throw new UsageError(`The bucket of '${given}' must be ${rule}, '${named}' given.`);
  return { bucket: named, key };
}
