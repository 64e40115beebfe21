import { toServiceError } from '../cloud/service-errors';
import type { Session } from '../cloud/session';
import { oneLine } from '../output/cell-text';
import { UsageError } from '../program/errors';
import type { CommonOptions } from '../program/options';
import { type Terminal, write } from '../program/terminal';
import { InputError, resolveInputs } from '../upload/inputs';
import { upload } from '../upload/upload';

export interface PutOptions extends CommonOptions {
  prefix: string;
}

/** Uploads files, and tells each one's address once it has arrived. */
export async function put(
  files: string[],
  { prefix, json }: PutOptions,
  open: () => Session,
  { stdout, cwd, interrupted }: Terminal,
): Promise<number> {
  const inputs = inputsOf(files, cwd);
  const { oss, target } = open();
  for (const input of inputs) {
    if (interrupted.aborted) break;
    const key = `${prefix}${input.key}`;
    try {
      await upload(await oss(), { ...input, key });
    } catch (error) {
      throw error instanceof InputError
        ? new UsageError(error.message)
        : toServiceError('OSS', error, target);
    }
    const { size } = input;
    await write(
      stdout,
      json ? `${JSON.stringify({ key, size })}\n` : `oss://${target.bucket}/${oneLine(key)}\n`,
    );
  }
  return 0;
}

/** @throws UsageError that names every file that is missing */
function inputsOf(files: string[], cwd: string): ReturnType<typeof resolveInputs> {
  try {
    return resolveInputs(files, cwd);
  } catch (error) {
    throw error instanceof InputError ? new UsageError(error.message) : error;
  }
}
