import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { UsageError } from '../program/errors';

/** What is needed of the first line of `media local`, whatever is deployed there. */
const LOCAL_LINE = z.looseObject({
  ossEndpoint: z.string(),
  tablestoreEndpoint: z.string(),
  fcEndpoint: z.optional(z.string()),
  rosEndpoint: z.optional(z.string()),
  stsEndpoint: z.optional(z.string()),
  logEndpoint: z.optional(z.string()),
  ramEndpoint: z.optional(z.string()),
  quotasEndpoint: z.optional(z.string()),
  region: z.string(),
  accessKeyId: z.string(),
  accessKeySecret: z.string(),
  accountId: z.string(),
  outputs: z.optional(z.record(z.string(), z.unknown())),
  index: z.optional(z.string()),
});

export type LocalLine = z.infer<typeof LOCAL_LINE>;

/**
 * The first line of `media local`, from a file or, for `-`, from standard input.
 * @returns with it, how messages call where it stands
 * @throws UsageError
 */
export function readLocalLine(file: string, cwd: string): { where: string; line: LocalLine } {
  const where = file === '-' ? 'standard input' : `'${file}'`;
  let text: string;
  try {
    text = file === '-' ? standardInput() : readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`--local: ${where} cannot be read: ${(error as NodeJS.ErrnoException).code}.`);
  }
  const first = text.split('\n').find((one) => one.trimStart().startsWith('{'));
  const parsed = LOCAL_LINE.safeParse(parseJson(first ?? ''));
  if (!parsed.success) {
    throw new UsageError(`--local: the first line of 'media local' is expected in ${where}.`);
  }
  return { where, line: parsed.data };
}

let read: string | undefined;

/** It can be read once only, and a command may ask more than once. */
function standardInput(): string {
  read ??= readFileSync(0, 'utf8');
  return read;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
