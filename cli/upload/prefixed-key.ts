import { type Input, InputError } from './inputs';

/** OSS takes keys of 1 to 1,023 bytes that begin with neither kind of slash. */
const MAX_KEY_BYTES = 1_023;

/** The key with the prefix before it: one slash where several would meet, and none at the beginning. */
export const prefixedKey = (prefix: string, key: string): string =>
  `${prefix}${key}`.replace(/\/{2,}/g, '/').replace(/^[/\\]+/, '');

/** @throws InputError with every key that OSS would refuse */
export function withPrefix(inputs: readonly Input[], prefix: string): Input[] {
  const prefixed = inputs.map((input) => ({ ...input, key: prefixedKey(prefix, input.key) }));
  const problems = prefixed.flatMap(({ path, key }) => {
    const bytes = Buffer.byteLength(key);
    return bytes > MAX_KEY_BYTES
      ? [
          `The key of '${path}' would have ${bytes} bytes, and OSS takes ${MAX_KEY_BYTES}: choose another --prefix.`,
        ]
      : [];
  });
  if (problems.length > 0) throw new InputError(problems.join('\n'));
  return prefixed;
}
