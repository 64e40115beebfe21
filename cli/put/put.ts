import { toServiceError } from '../cloud/service-errors';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { UsageError } from '../program/errors';
import { jsonText, oneLine } from '../program/printable';
import { type Terminal, write } from '../program/terminal';
import { handOver } from '../upload/hand-over';
import { InputError } from '../upload/inputs';
import { type FileOptions, inputsOf } from '../upload/named-files';
import { withPrefix } from '../upload/prefixed-key';
import { UploadInterruptedError, upload } from '../upload/upload';
import { TransferProgress } from './transfer-progress';

export interface PutOptions extends CommonOptions, FileOptions {
  prefix: string;
}

const READ_IN_PLACE = 'was not copied: leave it as it is while the local cloud has the object.';

/** Uploads files, and tells each one's address once it has arrived; interrupted, which have not. */
export async function put(files: string[], options: PutOptions, terminal: Terminal): Promise<number> {
  const { prefix, json } = options;
  const { stdout, interrupted: signal } = terminal;
  if (options.local === '-' && files.includes('-')) {
    throw new UsageError("Standard input can be '--local -' or names of files, not both.");
  }
  const inputs = withPrefix(await inputsOf(files, options, terminal), prefix);
  const { oss, target, answerMs } = openSession(options, terminal, ['bucket']);
  // Only a cloud on this machine can take a file as it lies there.
  const isLocal = 'keys' in target;
  const { bucket } = target;
  const progress = new TransferProgress(terminal, inputs);
  let done = 0;
  try {
    for (const input of inputs) {
      const { key, size } = input;
      progress.begin(key);
      const how = isLocal ? await handOver(await oss(), input) : undefined;
      if (!how) await upload(await oss(), input, { signal, answerMs, onProgress: progress.sent });
      progress.arrived(size);
      done += 1;
      const address = oneLine(`oss://${bucket}/${key}`);
      if (how === 'linked') await write(terminal.stderr, `${oneLine(input.path)} ${READ_IN_PLACE}\n`);
      await write(stdout, json ? `${jsonText({ bucket, key, size })}\n` : `${address}\n`);
    }
    return 0;
  } catch (error) {
    progress.end();
    const left = inputs.slice(done).map(({ key }) => key);
    // The list begins with the file that failed. For a single file the error says everything.
    if (left.length > 0 && inputs.length > 1) await tellRest(done, left, terminal);
    if (error instanceof UploadInterruptedError) {
      if (inputs.length === 1)
        await write(terminal.stderr, `Interrupted: '${oneLine(left[0]!)}' was not put.\n`);
      return 0;
    }
    throw error instanceof InputError ? error : toServiceError('OSS', error, target);
  } finally {
    progress.end();
  }
}

/** Keys that are listed; of more, how many there are. */
const MOST_LISTED = 10;

async function tellRest(done: number, left: string[], { stderr }: Terminal): Promise<void> {
  const listed = left.slice(0, MOST_LISTED).map((key) => `  ${oneLine(key)}\n`);
  const more = left.length > MOST_LISTED ? `  and ${left.length - MOST_LISTED} more\n` : '';
  await write(stderr, `${done} of ${done + left.length} files were put. Not put:\n${listed.join('')}${more}`);
}
