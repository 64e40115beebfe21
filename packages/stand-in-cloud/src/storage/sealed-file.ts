import { createHash } from 'node:crypto';
import fs from 'node:fs';
import * as z from 'zod';
import { DamagedDataError, otherFormat } from './errors';

/** Version of everything in a data directory. Files of other versions are refused, not converted. */
const FORMAT_VERSION = 2;

const sealed = z.strictObject({
  version: z.literal(FORMAT_VERSION),
  /** SHA-256 of the content as JSON. */
  sha256: z.string(),
  content: z.unknown(),
});

const sumOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex');

/** Writes a second file and renames it, so that a crash leaves either the old content or the new. */
export function writeSealed(path: string, content: unknown): void {
  const next = `${path}.next`;
  // As it will be read: what JSON leaves out must not be in the sum.
  const stored: unknown = JSON.parse(JSON.stringify(content));
  const file = { version: FORMAT_VERSION, sha256: sumOf(stored), content: stored };
  fs.writeFileSync(next, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(next, path);
}

/**
 * @returns undefined when there is no such file
 * @throws DamagedDataError; DataDirectoryError for a file of another version
 */
export function readSealed<T>(path: string, schema: z.ZodType<T>): T | undefined {
  if (!fs.existsSync(path)) return undefined;
  const file = parse(path);
  const version: unknown = typeof file === 'object' && file !== null && Reflect.get(file, 'version');
  if (version !== FORMAT_VERSION && !(typeof file === 'object' && file !== null && 'sha256' in file)) {
    throw otherFormat(`'${path}'`);
  }
  const checked = sealed.safeParse(file);
  if (!checked.success) throw new DamagedDataError(`'${path}'`, 'its content is damaged');
  if (sumOf(checked.data.content) !== checked.data.sha256) {
    throw new DamagedDataError(
      `'${path}'`,
      'its content does not have the checksum that it was written with',
    );
  }
  return schema.parse(checked.data.content);
}

function parse(path: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new DamagedDataError(`'${path}'`, `it is not JSON (${(cause as Error).message})`, { cause });
  }
}
