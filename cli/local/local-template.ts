import type { CloudOptions } from 'stand-in-cloud';
import { assertTemplate } from '../../lib/template-check';
import { parseParameters, readTemplateFile } from '../local-cloud/template-file';
import { eventWriter, TemplateStack } from '../local-cloud/template-stack';
import type { Progress } from '../output/progress';
import { interruptionOf } from '../program/interruption';
import { type Terminal, write } from '../program/terminal';

export interface LocalTemplateOptions {
  /** Path of a template in JSON. */
  template: string;
  /** Each as `NAME=VALUE`. */
  parameters?: string[];
  /** Paths of templates that follow it. */
  updates?: string[];
  /** Deletes the stack and ends instead of staying up. */
  once?: boolean;
  cloudOptions: CloudOptions;
  progress: Progress;
  terminal: Terminal;
}

/**
 * `media local --template FILE`: deploys anybody's template. The first line of stdout says how to reach what it
 * made; the stack's events go to stderr. Answers with the exit code.
 * @throws InputError, TemplateError, RosError, StackFailedError
 */
export async function localTemplate(options: LocalTemplateOptions): Promise<number> {
  const { template, updates = [], once, cloudOptions, progress, terminal } = options;
  const stack = await TemplateStack.deploy({
    ...cloudOptions,
    template,
    parameters: parseParameters(options.parameters ?? []),
    onStackEvent: eventWriter(terminal),
  });
  try {
    for (const update of updates) await stack.update(update);
    await write(terminal.stdout, `${JSON.stringify(stack.connection)}\n`);
    if (once) {
      for (const { logicalId, type, physicalId } of await stack.delete()) {
        progress.note(`retained  ${logicalId}  ${type}  ${physicalId}`);
      }
      return 0;
    }
    progress.note(`The stack ${stack.connection.stackName} is up. Ctrl-C ends it.`);
    await interruptionOf(terminal.interrupted);
    return 0;
  } finally {
    await stack.close();
  }
}

/**
 * Judges a template by the rules that this project's own must keep, and makes nothing. Answers with the exit code.
 * @throws InputError; TemplateCheckError with every finding
 */
export async function checkTemplateFile(path: string, { stderr }: Terminal): Promise<number> {
  assertTemplate(readTemplateFile(path).template);
  await write(stderr, `No rule is broken by '${path}'.\n`);
  return 0;
}
