import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { UsageError } from '../program/errors';

/** The file of `media deploy` and of the official CLI: a list of outputs for each stack. */
const FILE = z.record(
  z.string(),
  z.array(z.looseObject({ OutputKey: z.string(), OutputValue: z.union([z.string(), z.number(), z.null()]) })),
);

/**
 * The outputs of a stack by name, from the file that `media deploy` writes.
 *
 * @param stack needed when the file holds several
 * @throws UsageError
 */
export function readStackOutputs(
  file: string,
  stack: string | undefined,
  cwd: string,
): Record<string, string> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(resolve(cwd, file), 'utf8'));
  } catch (error) {
    throw new UsageError(`'${file}' cannot be read: ${(error as Error).message}`);
  }
  const stacks = FILE.safeParse(content);
  if (!stacks.success) {
    throw new UsageError(`'${file}': lists of 'OutputKey' and 'OutputValue' by stack are expected.`);
  }
  const names = Object.keys(stacks.data);
  const name = stack ?? (names.length === 1 ? names[0] : undefined);
  // A name such as `toString` is no stack.
  const outputs = name !== undefined && Object.hasOwn(stacks.data, name) ? stacks.data[name] : undefined;
  if (!outputs) {
    if (names.length === 0) {
      throw new UsageError(`'${file}' holds no stack: has 'media deploy' succeeded?`);
    }
    const held = names.map((one) => `'${one}'`).join(', ');
    throw new UsageError(`'${file}' holds the outputs of ${held}: name one of them with --stack.`);
  }
  return Object.fromEntries(
    outputs.flatMap(({ OutputKey, OutputValue }) =>
      OutputValue === null ? [] : [[OutputKey, String(OutputValue)]],
    ),
  );
}
