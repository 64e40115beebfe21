import { brokenRule } from '../../cloud/target-grammar';
import { UsageError } from '../../program/errors';

const ADDRESS = /^oss:\/\/([^/]+)\/(.+)$/su;

/** The object of an address `oss://BUCKET/KEY`. @throws UsageError */
export function objectAt(address: string | null): { bucket: string; key: string } {
  const [, bucket, key] = ADDRESS.exec(address ?? '') ?? [];
  if (bucket === undefined || key === undefined || brokenRule('bucket', bucket)) {
    throw new UsageError(`'address' must be oss://BUCKET/KEY, '${address ?? ''}' given.`);
  }
  return { bucket, key };
}
