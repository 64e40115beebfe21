import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { CloudOptions } from 'stand-in-cloud';
import { chaosFor, chaosOption, renderCounts } from './chaos-option';
import { exitCodeOf } from './command';
import { Interruption } from './interruption';
import { LocalPipeline } from './local-pipeline';
import { checkTemplateFile, localTemplate } from './local-template';
import { assertPlatform } from './platform';
import { Progress } from './progress';

interface LocalOptions {
  data?: string;
  ossPort?: number;
  tablestorePort?: number;
  fcPort?: number;
  rosPort?: number;
  stsPort?: number;
  chaos?: number;
  template?: string;
  parameter?: string[];
  update?: string[];
  once?: boolean;
  check?: boolean;
  strict?: boolean;
}

/** An event under way gets so long at the end, when its row would be missing ever after. */
const LAST_EVENTS_MS = 30_000;

/** `npm run local`: keeps the deployed pipeline up until it is interrupted. Answers with the exit code. */
export async function local(argv: string[]): Promise<number> {
  const command = new Command('npm run local --')
    .description('Keep the pipeline up on this machine until Ctrl-C; the first line says how to reach it.')
    .option('--data <dir>', 'keep objects, rows, names and the key in this directory for the next time')
    .option('--oss-port <port>', 'port of OSS instead of a free one', parsePort)
    .option('--tablestore-port <port>', 'port of Tablestore instead of a free one', parsePort)
    .option('--fc-port <port>', 'port of the API of Function Compute instead of a free one', parsePort)
    .option('--ros-port <port>', 'port of the API of ROS instead of a free one', parsePort)
    .option('--sts-port <port>', 'port of the API of STS instead of a free one', parsePort)
    .addOption(chaosOption())
    .option('--template <file>', "deploy this ROS template (JSON) instead of this project's stack")
    .option('--parameter <name=value...>', 'values of parameters of the template')
    .option(
      '--update <file...>',
      'with --template: then bring the stack to these templates, one after another',
    )
    .option(
      '--check',
      'with --template: only check it by the rules of packages/ros-template-check/RULES.md, and end',
    )
    .option('--strict', 'with --check: also fail on what no service refuses, but what is unwise')
    .option('--once', 'with --template: then delete the stack, list what it retains, and end')
    .allowExcessArguments(false)
    .exitOverride();
  return exitCodeOf(async () => {
    command.parse(argv, { from: 'user' });
    const options = command.opts<LocalOptions>();
    const { template, parameter, update, once, check, strict } = options;
    if (template === undefined && (parameter ?? update ?? once ?? check) !== undefined) {
      command.error("error: '--parameter', '--update', '--once' and '--check' need '--template'");
    }
    if (strict && !check) command.error("error: '--strict' needs '--check'");
    if (template !== undefined && check) return checkTemplateFile(template, strict);
    assertPlatform();
    return run(options);
  });
}

/** @throws InvalidArgumentError */
export function parsePort(given: string): number {
  const port = Number(given);
  if (/^\d+$/.test(given) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError(`A port must be a whole number from 1 to 65535; '${given}' given.`);
}

async function run({ template, parameter, update, once, ...options }: LocalOptions): Promise<number> {
  const interruption = new Interruption();
  const progress = new Progress();
  const unruly = chaosFor(options.chaos);
  const cloudOptions: CloudOptions = {
    ...unruly,
    dataDir: options.data,
    ports: {
      oss: options.ossPort,
      tablestore: options.tablestorePort,
      functionCompute: options.fcPort,
      ros: options.rosPort,
      sts: options.stsPort,
    },
    onProblem: progress.problem,
  };
  try {
    if (template !== undefined) {
      const given = { template, parameters: parameter, updates: update, once };
      return await localTemplate({ ...given, cloudOptions, progress, interrupted: interruption.code });
    }
    const pipeline = await LocalPipeline.deploy({ ...cloudOptions, onStackEvent: progress.stackEvent });
    try {
      progress.clear();
      process.stdout.write(`${JSON.stringify(pipeline.connection)}\n`);
      progress.note('Objects put into the bucket get their rows in the table. Ctrl-C ends it.');
      await interruption.code;
      if (options.data !== undefined) await lastEvents(pipeline, progress);
      if (unruly.chaos) progress.note(renderCounts(unruly.chaos.counts));
      // Being interrupted is how it is meant to end.
      return 0;
    } finally {
      await pipeline.close();
    }
  } finally {
    progress.clear();
    interruption.end();
  }
}

/** Events are not stored, so those under way are worked off as long as the data stays. */
async function lastEvents({ cloud }: LocalPipeline, progress: Progress): Promise<void> {
  cloud.calm();
  progress.step('wait', 'until every event is dealt with; Ctrl-C again ends it at once');
  const late = await Promise.race([cloud.functions.idle(), sleep(LAST_EVENTS_MS, 'late', { ref: false })]);
  if (late) {
    progress.note(
      'Some events were not dealt with in 30 s: their objects may lack rows until they are written again.',
    );
  }
}
