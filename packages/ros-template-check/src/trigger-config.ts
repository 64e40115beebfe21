import { BUCKET_ARN } from './arn';
import type { Resource } from './model';
import { fieldsOf } from './syntax';
import type { Located } from './values';

/**
 * A member of a trigger's configuration. Its first letter is a capital in the vendor's templates of Function Compute 2, and
 * small in the API, which is the form of Function Compute 3. Both are valid.
 */
export function member(fields: unknown, path: string, name: string): Located {
  const camel = name.charAt(0).toLowerCase() + name.slice(1);
  const own = fieldsOf(fields);
  const key = Object.hasOwn(own, name) || !Object.hasOwn(own, camel) ? name : camel;
  return { path: `${path}.${key}`, value: own[key] };
}

/** The bucket that a trigger listens to: named in its configuration, or in Function Compute 3 by its source alone. */
export function bucketOfTrigger({ type, properties }: Resource): unknown {
  const named = fieldsOf(properties['TriggerConfig'])['BucketName'];
  const source = properties['SourceArn'];
  if (type === 'ALIYUN::FC::Trigger' || typeof source !== 'string') return named;
  return BUCKET_ARN.test(source) ? source.slice(source.lastIndexOf(':') + 1) : undefined;
}
