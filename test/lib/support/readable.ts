/**
 * A template value with its functions in the form of `Fn::Sub`: `${SourceBucket.Name}` for an attribute,
 * `${ALIYUN::Region}` for a reference. So a test can write an ARN as one string.
 */
export function readable(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(readable);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const [[key, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0) {
    const list = argument as [string, unknown];
    switch (key) {
      case 'Ref':
        return `\${${argument}}`;
      case 'Fn::GetAtt':
        return `\${${list.join('.')}}`;
      case 'Fn::Sub':
        return argument;
      case 'Fn::Join':
        return (readable(list[1]) as string[]).join(list[0]);
      case 'Fn::Select':
        return `\${${readable(list[1])}[${list[0]}]}`;
      case 'Fn::Split':
        return `${readable(list[1])} split at ${list[0]}`;
    }
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, readable(item)]));
}

/** How the first group of the stack's id reads, in which derived names end. */
export const STACK_DIGITS = `\${\${ALIYUN::StackId} split at -[0]}`;
