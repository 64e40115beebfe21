import type { z } from 'zod';

/** The value at a path of keys and indexes. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );
}

function joinPath(...parts: readonly PropertyKey[]): string {
  return parts
    .map(String)
    .filter((part) => part !== '')
    .join('.');
}

function holds(value: unknown, text: string): boolean {
  if (typeof value === 'object' && value !== null)
    return Object.values(value).some((one) => holds(one, text));
  return typeof value === 'string' && value.includes(text);
}

/** A value as text for an error, cut when it is long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/**
 * Where and why a schema refuses a value, with the value given. An unknown key is part of the path.
 * @param secrets texts that must not be shown. A value that contains one is not shown at all, because cutting it short
 * could leave a part of the secret
 */
export function describeIssue(
  issue: z.core.$ZodIssue,
  root: unknown,
  prefix: string,
  secrets: readonly string[] = [],
): { path: string; rule: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: joinPath(prefix, ...issue.path, key),
      rule: `"${key}" is not known here`,
    }));
  }
  const path = joinPath(prefix, ...issue.path);
  const given = valueAt(root, issue.path);
  if (given === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) {
    return [{ path, rule: 'is required' }];
  }
  const isSecret = secrets.some((secret) => holds(given, secret));
  const rule =
    issue.code === 'custom' || isSecret
      ? issue.message.replace(/\.$/, '')
      : `${issue.message}, ${show(given)} given`;
  return [{ path: path || 'template', rule }];
}
