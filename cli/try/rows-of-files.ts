import type { ObjectRow } from '../cloud/rows';
import { describingContext } from '../local-cloud/describing-context';
import { LocalPipeline } from '../local-cloud/local-pipeline';
import { assertPlatform } from '../local-cloud/platform';
import { Progress } from '../output/progress';
import { interruptionOf } from '../program/interruption';
import type { Terminal } from '../program/terminal';
import { assertSpace } from '../upload/assert-space';
import { isLarge } from '../upload/hand-over';
import type { Input } from '../upload/inputs';
import { describe } from './describe-files';

/**
 * The rows of local files, each described by the whole pipeline in a cloud of its own on this machine: by the shipped
 * MediaInfo, shut in as ever.
 * @returns undefined when the user interrupts it
 */
export async function rowsOfFiles(inputs: Input[], terminal: Terminal): Promise<ObjectRow[] | undefined> {
  assertPlatform();
  assertSpace(inputs.filter((input) => !isLarge(input)));
  const progress = new Progress(terminal);
  try {
    const pipeline = await LocalPipeline.deploy({
      context: describingContext(),
      onProblem: progress.problem,
      onFailedInvocation: (failure) => {
        if (!terminal.interrupted.aborted) progress.failedInvocation(failure, 'it is tried again');
      },
    });
    try {
      const interrupted = interruptionOf(terminal.interrupted).then(() => undefined);
      const described = describe(pipeline, inputs, progress, terminal, true);
      return (await Promise.race([described, interrupted]))?.rows;
    } finally {
      progress.clear();
      await pipeline.close();
    }
  } finally {
    progress.clear();
  }
}
