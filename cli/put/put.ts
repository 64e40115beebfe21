import { toServiceError } from '../cloud/service-errors';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { jsonText, oneLine } from '../program/printable';
import { type Terminal, write } from '../program/terminal';
import { InputError, resolveInputs } from '../upload/inputs';
import { upload } from '../upload/upload';

export interface PutOptions extends CommonOptions {
  prefix: string;
}

/** Uploads files, and tells each one's address once it has arrived. */
export async function put(files: string[], options: PutOptions, terminal: Terminal): Promise<number> {
  const { prefix, json } = options;
  const { stdout, cwd, interrupted } = terminal;
  const inputs = resolveInputs(files, cwd);
  const { oss, target } = openSession(options, terminal);
  for (const input of inputs) {
    if (interrupted.aborted) break;
    const key = `${prefix}${input.key}`;
    try {
      await upload(await oss(), { ...input, key });
    } catch (error) {
      throw error instanceof InputError ? error : toServiceError('OSS', error, target);
    }
    const { size } = input;
    await write(stdout, json ? `${jsonText({ key, size })}\n` : `oss://${target.bucket}/${oneLine(key)}\n`);
  }
  return 0;
}
