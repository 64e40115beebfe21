import type { StackState } from '../cloud/ros-types';
import { findStackTarget, type StackTarget } from '../deploy/deployment';
import { withRemedy } from '../deploy/remedies';
import { Progress } from '../output/progress';
import { UsageError } from '../program/errors';
import { exitCodeOfInterruption } from '../program/interruption';
import { jsonText } from '../program/printable';
import { type Terminal, write } from '../program/terminal';
import type { Deployed } from './before';
import { checkBefore } from './before';
import { CHECKS } from './checks';
import { Checkup, CheckupEnded } from './checkup';
import type { Finding } from './finding';
import type { DoctorOptions } from './options';
import { type Redact, redacted, redaction } from './redact';
import { counts, HEADINGS, lineOf, summaryOf } from './report';
import { type Surroundings, surroundingsOf } from './surroundings';

/** `media doctor`: what the account and the deployed pipeline are like. */
export const doctor = (options: DoctorOptions, terminal: Terminal): Promise<number> =>
  withRemedy(() => run(options, terminal));

async function run(options: DoctorOptions, terminal: Terminal): Promise<number> {
  const target = findStackTarget(options, terminal);
  const surroundings = surroundingsOf(target, options, terminal);
  const report = new Report(options, terminal);
  const checkup = new Checkup({
    signal: terminal.interrupted,
    onBegin: (check) => report.begin(CHECKS[check].title),
    onFinding: (finding) => report.add(finding),
  });
  try {
    await examine(checkup, surroundings, report, options, terminal);
  } catch (error) {
    if (!(error instanceof CheckupEnded)) throw error;
    await report.end(checkup.findings, target);
    return exitCodeOfInterruption(terminal.interrupted);
  }
  await report.end(checkup.findings, target);
  return checkup.failed ? 1 : 0;
}

async function examine(
  checkup: Checkup,
  surroundings: Surroundings,
  report: Report,
  options: DoctorOptions,
  terminal: Terminal,
): Promise<void> {
  const { target } = surroundings;
  const { place } = target;
  await checkup.check('credentials', async () => {
    const { accountId, kind } = await place.identity();
    report.hide({ account: accountId });
    const who = { Account: 'the account itself', RAMUser: 'a RAM user' }[kind] ?? 'a role';
    return { detail: `They are those of ${who}.`, facts: { kind } };
  });
  const deployed = checkup.hasPassed('credentials') ? await findDeployed(target) : undefined;
  const { openPipeline, checkAfter } = await import('./after/index.js');
  const pipeline = options.before ? undefined : opened();
  await checkBefore(checkup, surroundings, deployed, options);
  if (options.before) return;
  const after = (Object.keys(CHECKS) as (keyof typeof CHECKS)[]).filter((id) => CHECKS[id].when === 'after');
  if (!pipeline) {
    for (const id of after) checkup.leaveOut(id, `The stack ${target.stackName} is not deployed.`);
    return;
  }
  await checkAfter(checkup, pipeline, { outputs: deployed?.outputs ?? {}, context: target.context });

  /** Undefined when there is nothing to look at. */
  function opened() {
    if (deployed && !deployed.outputs['FunctionName']) return undefined;
    try {
      const found = openPipeline(surroundings, deployed?.outputs, options, terminal);
      report.hide(found.names);
      return found.pipeline;
    } catch (error) {
      if (error instanceof UsageError) return undefined;
      throw error;
    }
  }
}

/** Undefined where ROS knows no such stack, or may not be asked: then a file of outputs may name it. */
async function findDeployed({ place: { ros }, stackName }: StackTarget): Promise<Deployed | undefined> {
  try {
    const summary = await ros.findStack(stackName);
    return summary && { summary, outputs: outputsOf(await ros.stack(summary.id)) };
  } catch {
    return undefined;
  }
}

const outputsOf = ({ outputs }: StackState): Record<string, string> =>
  Object.fromEntries(
    outputs.flatMap(({ OutputKey, OutputValue }) =>
      typeof OutputValue === 'string' ? [[OutputKey, OutputValue]] : [],
    ),
  );

/** Prints findings as they come, or all at the end as JSON; without the names of the account. */
class Report {
  private readonly progress: Progress;
  private readonly names: Record<string, string | undefined> = {};
  private heading?: string;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: DoctorOptions,
    private readonly terminal: Terminal,
  ) {
    this.progress = new Progress(terminal);
  }

  hide(names: Readonly<Record<string, string | undefined>>): void {
    Object.assign(this.names, names);
  }

  private get redact(): Redact {
    return redaction(this.names);
  }

  begin(title: string): void {
    if (this.terminal.stderr.isTTY) this.progress.step('check', title);
  }

  add(finding: Finding): void {
    this.progress.clear();
    if (this.options.json) return;
    const { aside, ...told } = finding;
    const heading = HEADINGS[CHECKS[finding.check].when];
    const title = heading === this.heading ? '' : `${this.heading ? '\n' : ''}${heading}\n`;
    this.heading = heading;
    const line = lineOf({ ...redacted(told, this.redact), ...(aside ? { aside } : {}) }, this.terminal);
    this.print(title + line);
  }

  async end(findings: readonly Finding[], { place: { region }, context }: StackTarget): Promise<void> {
    this.progress.clear();
    const { passed, failed, 'not checked': notChecked } = counts(findings);
    if (!this.options.json) this.print(`\n${summaryOf(findings)}`);
    else {
      const report = {
        region,
        node: process.version,
        platform: `${process.platform} ${process.arch}`,
        functionCompute: context['functionCompute'] ?? 2,
        passed,
        failed,
        notChecked,
        checks: findings.map(({ aside: _, ...told }) => ({ title: CHECKS[told.check].title, ...told })),
      };
      this.print(`${jsonText(redacted(report, this.redact))}\n`);
    }
    await this.writing;
  }

  private print(text: string): void {
    this.writing = this.writing.then(() => write(this.terminal.stdout, text));
    this.writing.catch(() => undefined);
  }
}
