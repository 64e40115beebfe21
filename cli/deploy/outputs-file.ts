import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StackOutput } from '../cloud/ros-types';
import { UsageError } from '../program/errors';

/** Outputs by stack, as `ros-cdk deploy --outputs-file true` writes them. */
type Outputs = Record<string, unknown>;

/** For its owner: it holds no secret, but the account's id and names. */
const MODE = 0o600;

/**
 * What the file holds of all stacks; nothing where there is no file.
 * @throws UsageError for a file of another kind, which must not be overwritten
 */
export function readOutputsFile(path: string): Outputs {
  if (!existsSync(path)) return {};
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as Outputs;
  } catch (error) {
    throw new UsageError(`--outputs: '${path}' cannot be read as JSON: ${(error as Error).message}`);
  }
  throw new UsageError(`--outputs: '${path}' is no file of outputs: an object by stack is expected.`);
}

/** Puts a stack's outputs into the file, whole or not at all. The outputs of other stacks stay. */
export function writeOutputs(path: string, stackName: string, outputs: readonly StackOutput[]): void {
  write(path, { ...readOutputsFile(path), [stackName]: outputs });
}

/** Takes a stack's outputs out of the file, and the file away when it holds no others. */
export function removeOutputs(path: string, stackName: string): void {
  const { [stackName]: removed, ...others } = readOutputsFile(path);
  if (removed === undefined) return;
  if (Object.keys(others).length === 0) rmSync(path, { force: true });
  else write(path, others);
}

function write(path: string, content: Outputs): void {
  const fresh = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    writeFileSync(fresh, `${JSON.stringify(content, null, 2)}\n`, { mode: MODE, flag: 'wx' });
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw new UsageError(`--outputs: '${path}' cannot be written: ${(error as NodeJS.ErrnoException).code}.`);
  }
}
