import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudOptions } from 'stand-in-cloud';
import { announce } from '../cloud/running-clouds';
import { chaosFor, tellCounts } from '../local-cloud/chaos';
import { contextOf } from '../local-cloud/context-of';
import { withExpectedErrors } from '../local-cloud/expected-errors';
import { LocalPipeline } from '../local-cloud/local-pipeline';
import { assertPlatform } from '../local-cloud/platform';
import { Progress } from '../output/progress';
import { UsageError } from '../program/errors';
import { interruptionOf } from '../program/interruption';
import { type Terminal, write } from '../program/terminal';
import { assertSpace } from '../upload/assert-space';
import { checkTemplateFile, localTemplate } from './local-template';

export interface LocalOptions {
  data?: string;
  ossPort?: number;
  tablestorePort?: number;
  fcPort?: number;
  rosPort?: number;
  stsPort?: number;
  logPort?: number;
  /** Settings, each as `name=value`. */
  context?: string[];
  chaos?: number;
  template?: string;
  parameter?: string[];
  update?: string[];
  once?: boolean;
  check?: boolean;
  strict?: boolean;
}

/** Milliseconds that events under way get at the end, so that the rows are complete whenever that is possible. */
const LAST_EVENTS_MS = 30_000;

/** Runs the deployed pipeline, or another template, until it is interrupted. */
export async function local(options: LocalOptions, terminal: Terminal): Promise<number> {
  const { template, parameter, update, once, check, strict = false } = options;
  if (template === undefined && (parameter ?? update ?? once ?? check) !== undefined) {
    throw new UsageError("'--parameter', '--update', '--once' and '--check' need '--template'");
  }
  if (strict && !check) throw new UsageError("'--strict' needs '--check'");
  return withExpectedErrors(async () => {
    if (template !== undefined && check) {
      return checkTemplateFile(resolve(terminal.cwd, template), strict, terminal);
    }
    assertPlatform();
    return run(options, terminal);
  });
}

async function run(
  { template, parameter, update = [], once, ...options }: LocalOptions,
  terminal: Terminal,
): Promise<number> {
  const progress = new Progress(terminal);
  const unruly = chaosFor(options.chaos, progress);
  const pathOf = (given: string): string => resolve(terminal.cwd, given);
  const cloudOptions: CloudOptions = {
    ...unruly,
    dataDir: options.data && pathOf(options.data),
    ports: {
      oss: options.ossPort,
      tablestore: options.tablestorePort,
      functionCompute: options.fcPort,
      ros: options.rosPort,
      sts: options.stsPort,
      logs: options.logPort,
    },
    onProblem: progress.problem,
    // Under chaos they are the point.
    onFailedInvocation: unruly.chaos
      ? undefined
      : (failure) => {
          // Once interrupted, instances are ended in the middle of their work.
          if (terminal.interrupted.aborted) return;
          progress.failedInvocation(failure, `npx media logs --request ${failure.requestId} tells more`);
        },
  };
  try {
    if (template !== undefined) {
      const paths = { template: pathOf(template), updates: update.map(pathOf) };
      return await localTemplate({ ...paths, parameters: parameter, once, cloudOptions, progress, terminal });
    }
    assertSpace([]);
    const pipeline = await LocalPipeline.deploy({
      ...cloudOptions,
      context: contextOf(options.context),
      onEvent: progress.stackEvent,
    });
    let withdraw: (() => void) | undefined;
    try {
      progress.clear();
      await write(terminal.stdout, `${JSON.stringify(pipeline.connection)}\n`);
      withdraw = announce(pipeline.connection, terminal.env);
      progress.note(
        pipeline.connection.function === undefined
          ? "The setting 'functions' is false: objects put into the bucket get no rows. Ctrl-C ends it."
          : 'Objects put into the bucket get their rows in the table. Ctrl-C ends it.',
      );
      if (withdraw) progress.note("In another terminal, 'npx media put FILE' and 'npx media find' ask it.");
      await interruptionOf(terminal.interrupted);
      if (options.data !== undefined) await lastEvents(pipeline, progress);
      if (unruly.chaos) tellCounts(unruly.chaos.counts, progress);
      // An interruption is the normal end.
      return 0;
    } finally {
      withdraw?.();
      await pipeline.close();
    }
  } finally {
    progress.clear();
  }
}

/** Waits a while for events under way. The data directory keeps the others for the next start. */
async function lastEvents({ cloud }: LocalPipeline, progress: Progress): Promise<void> {
  cloud.calm();
  progress.step('wait', 'until every event is dealt with; Ctrl-C again ends it at once');
  const late = await Promise.race([cloud.functions.idle(), sleep(LAST_EVENTS_MS, 'late', { ref: false })]);
  if (late) {
    progress.note(
      'Some events were not dealt with in 30 s: they are delivered at the next start with this directory.',
    );
  }
}
