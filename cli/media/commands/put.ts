import { InputError, resolveInputs } from '../../inputs';
import { upload } from '../../upload';
import { toServiceError } from '../cloud/service-errors';
import type { Session } from '../cloud/session';
import { UsageError } from '../errors';
import type { CommonOptions } from '../options';
import { oneLine } from '../output/cell-text';
import { type Terminal, write } from '../terminal';

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
