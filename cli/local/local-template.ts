import { checkTemplate, formatFinding, TemplateCheckError } from 'ros-template-check';
import type { CloudOptions } from 'stand-in-cloud';
import { announce } from '../cloud/running-clouds';
import { eventWriter } from '../deploy/event-lines';
import { parseParameters, readTemplateFile } from '../local-cloud/template-file';
import { TemplateStack } from '../local-cloud/template-stack';
import type { Progress } from '../output/progress';
import { interruptionOf } from '../program/interruption';
import { type Terminal, write } from '../program/terminal';

export interface LocalTemplateOptions {
  /** Path of a template in JSON. */
  template: string;
  /** Each as `NAME=VALUE`. */
  parameters?: string[];
  /** Paths of templates with which the stack is then updated, in this order. */
  updates?: string[];
  /** Deletes the stack and ends, instead of waiting for an interruption. */
  once?: boolean;
  cloudOptions: CloudOptions;
  progress: Progress;
  terminal: Terminal;
}

/**
 * `media local --template FILE`: deploys any template. The first line of stdout says how to reach the
 * resources. The stack's events go to stderr. Returns the exit code.
 * @throws InputError, Refusal, StackFailure
 */
export async function localTemplate(options: LocalTemplateOptions): Promise<number> {
  const { template, updates = [], once, cloudOptions, progress, terminal } = options;
  const stack = await TemplateStack.deploy({
    ...cloudOptions,
    template,
    parameters: parseParameters(options.parameters ?? []),
    onEvent: eventWriter(terminal),
  });
  let withdraw: (() => void) | undefined;
  try {
    for (const update of updates) await stack.update(update);
    await write(terminal.stdout, `${JSON.stringify(stack.connection)}\n`);
    if (once) {
      for (const { logicalId, type, physicalId } of await stack.delete()) {
        progress.note(`retained  ${logicalId}  ${type}  ${physicalId}`);
      }
      return 0;
    }
    withdraw = announce(stack.connection, terminal.env);
    progress.note(`The stack ${stack.connection.stackName} is up. Ctrl-C ends it.`);
    await interruptionOf(terminal.interrupted);
    return 0;
  } finally {
    withdraw?.();
    await stack.close();
  }
}

/**
 * Checks a template with the rules for this project's own template, and creates nothing. Returns the exit
 * code. What is only unwise is a warning.
 * @param strict true when the unwise fails too
 * @throws InputError; TemplateCheckError with every finding that fails
 */
export async function checkTemplateFile(
  path: string,
  strict: boolean,
  { stderr }: Terminal,
): Promise<number> {
  const findings = checkTemplate(readTemplateFile(path).template);
  const failing = findings.filter(({ verdict }) => strict || verdict === 'refused');
  const warnings = findings.filter((finding) => !failing.includes(finding));
  await write(stderr, warnings.map((finding) => `Warning: ${formatFinding(finding)}\n`).join(''));
  if (failing.length > 0) throw new TemplateCheckError(failing);
  const unwise = warnings.length > 0 ? ', but see the warnings' : '';
  await write(stderr, `No service refuses '${path}'${unwise}.\n`);
  return 0;
}
