import { toServiceError } from '../cloud/service-errors';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { oneLine } from '../output/cell-text';
import { type Terminal, write } from '../program/terminal';
import { handOver } from '../upload/hand-over';
import { InputError, resolveInputs } from '../upload/inputs';
import { upload } from '../upload/upload';

export interface PutOptions extends CommonOptions {
  prefix: string;
}

const READ_IN_PLACE = 'was not copied: leave it as it is while the local cloud has the object.';

/** Uploads files, and prints the address of each when it has arrived. */
export async function put(files: string[], options: PutOptions, terminal: Terminal): Promise<number> {
  const { prefix, json } = options;
  const { stdout, stderr, cwd, interrupted } = terminal;
  const inputs = resolveInputs(files, cwd);
  const { oss, target } = openSession(options, terminal);
  for (const input of inputs) {
    if (interrupted.aborted) break;
    const key = `${prefix}${input.key}`;
    try {
      const how = 'keys' in target ? await handOver(await oss(), { ...input, key }) : undefined;
      if (!how) await upload(await oss(), { ...input, key });
      if (how === 'linked') await write(stderr, `${oneLine(input.path)} ${READ_IN_PLACE}\n`);
    } catch (error) {
      throw error instanceof InputError ? error : toServiceError('OSS', error, target);
    }
    const { size } = input;
    await write(
      stdout,
      json ? `${JSON.stringify({ key, size })}\n` : `oss://${target.bucket}/${oneLine(key)}\n`,
    );
  }
  return 0;
}
