import { Progress } from '../output/progress';
import { UserError } from '../program/errors';
import { jsonText, oneLine } from '../program/printable';
import { type Terminal, write } from '../program/terminal';
import { UploadInterruptedError } from '../upload/upload';
import { deployAssembly } from './deploy-assembly';
import { type DeployedStack, deployableStack, earlierEvents, toItsEnd } from './deploy-stack';
import {
  codeBucketOf,
  findStackTarget,
  refuseOthersOutputs,
  type StackOptions,
  type StackTarget,
  withAssembly,
} from './deployment';
import { dryRun } from './dry-run';
import { FollowEndedError, isUnderWay, LOOK_AGAIN } from './follow';
import { readOutputsFile, removeOutputs, writeOutputs } from './outputs-file';
import { withRemedy } from './remedies';
import { AFTERWARDS } from './stack-failure';
import { elapsed, StackTree } from './stack-tree';

export interface DeployOptions extends StackOptions {
  dryRun?: boolean;
  follow?: boolean;
  json?: boolean;
}

/** `media deploy`: brings the stack into the account. Nothing to change is no failure. */
export const deploy = (options: DeployOptions, terminal: Terminal): Promise<number> =>
  withRemedy(() => run(options, terminal));

async function run(options: DeployOptions, terminal: Terminal): Promise<number> {
  const target = findStackTarget(options, terminal);
  // A file that cannot be written is better known before.
  readOutputsFile(target.outputsFile);
  if (options.dryRun) return dryRun(target, options, terminal);
  await refuseOthersOutputs(target);
  const started = terminal.now();
  const tree = new StackTree(terminal);
  try {
    const stack = options.follow
      ? await followOnly(target, tree, terminal)
      : await begin(target, options, tree, terminal);
    tree.close();
    if (stack) await tell(target, stack, options, terminal, terminal.now() - started);
    return 0;
  } catch (error) {
    tree.close();
    if (error instanceof FollowEndedError) {
      await write(terminal.stderr, `ROS goes on with stack ${target.stackName}: ${LOOK_AGAIN}\n`);
      return 0;
    }
    if (error instanceof UploadInterruptedError) {
      await write(terminal.stderr, 'Nothing was deployed.\n');
      return 0;
    }
    throw error;
  }
}

async function begin(
  target: StackTarget,
  options: DeployOptions,
  tree: StackTree,
  terminal: Terminal,
): Promise<DeployedStack> {
  const { place, stackName } = target;
  const progress = new Progress(terminal);
  const signal = terminal.interrupted;
  const { bucket, qualifier, isOwn } = await codeBucketOf(target, options);
  // Before anything is made or uploaded.
  await deployableStack(place.ros, stackName);
  progress.step('synth', stackName);
  return withAssembly(target, qualifier, async (assembly) => {
    progress.clear();
    if (signal.aborted) throw new UploadInterruptedError();
    return deployAssembly(
      place,
      { assembly, ...(isOwn ? { sweep: { bucket, now: terminal.now() } } : {}) },
      {
        signal,
        onUpload: (asset, fraction) => {
          const address = `oss://${asset.bucket}/${asset.key}`;
          if (fraction === 0) progress.step('upload', address);
          else progress.advance('upload', address, fraction);
          if (fraction === 1) progress.clear();
        },
        onEvent: tree.onEvent,
        onLook: tree.onLook,
        onNote: tree.onNote,
      },
    );
  });
}

/** Shows what is at work, and then what became of it. */
async function followOnly(
  { place: { ros }, stackName, outputsFile }: StackTarget,
  tree: StackTree,
  terminal: Terminal,
): Promise<DeployedStack | undefined> {
  const found = await ros.findStack(stackName);
  if (!found) throw new UserError(`There is no stack ${stackName} in this region.`);
  if (!isUnderWay(found.status)) {
    await write(terminal.stderr, `Stack ${stackName} is ${found.status}; nothing is at work.\n`);
    if (!/^(CREATE|UPDATE)_COMPLETE$/.test(found.status)) {
      const next = AFTERWARDS[found.status];
      throw new UserError(`${found.statusReason || found.status}${next ? `\n${next}` : ''}`);
    }
    return { ...(await ros.stack(found.id)), done: 'nothing' };
  }
  const known = await earlierEvents(ros, found.id);
  const state = await toItsEnd(ros, found.id, { ...watching(tree), known, signal: terminal.interrupted });
  if (state.status !== 'DELETE_COMPLETE') return { ...state, done: 'nothing' };
  removeOutputs(outputsFile, stackName);
  await write(terminal.stderr, `Stack ${stackName} is deleted.\n`);
  return undefined;
}

const watching = ({ onEvent, onLook, onNote }: StackTree) => ({ onEvent, onLook, onNote });

const DONE: Record<DeployedStack['done'], string> = {
  created: 'was created',
  updated: 'was updated',
  nothing: 'is as it should be: nothing to change',
};

async function tell(
  { outputsFile }: StackTarget,
  { name, id, outputs, done }: DeployedStack,
  { json, follow }: DeployOptions,
  { stdout, stderr }: Terminal,
  tookMs: number,
): Promise<void> {
  writeOutputs(outputsFile, name, outputs);
  const words = follow ? 'has these outputs' : DONE[done];
  await write(stderr, `Stack ${name} ${words} (${elapsed(tookMs)}). Its outputs are in '${outputsFile}'.\n`);
  const values = outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue] as const);
  if (json) {
    const told = { stackName: name, stackId: id, done, outputs: Object.fromEntries(values) };
    await write(stdout, `${jsonText(told)}\n`);
    return;
  }
  const width = Math.max(0, ...values.map(([key]) => key.length));
  const lines = values.map(([key, value]) => `${key.padEnd(width)}  ${shown(value)}\n`);
  await write(stdout, lines.join(''));
}

const shown = (value: unknown): string =>
  oneLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
