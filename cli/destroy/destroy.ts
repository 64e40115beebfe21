import type { StackSummary } from '../cloud/ros-types';
import { sweepQuietly } from '../deploy/deploy-assembly';
import { deleteStack } from '../deploy/deploy-stack';
import {
  codeBucketOf,
  findStackTarget,
  refuseOthersOutputs,
  type StackOptions,
  type StackTarget,
} from '../deploy/deployment';
import { FollowEndedError, isUnderWay, LOOK_AGAIN } from '../deploy/follow';
import { removeOutputs } from '../deploy/outputs-file';
import { withRemedy } from '../deploy/remedies';
import { StackFailure } from '../deploy/stack-failure';
import { elapsed, StackTree } from '../deploy/stack-tree';
import { Progress } from '../output/progress';
import { UserError } from '../program/errors';
import { oneLine } from '../program/printable';
import { type Terminal, write } from '../program/terminal';
import { confirm } from './confirm';
import { emptyBucket } from './empty-bucket';
import { countObjects, type Losses, lossesOf, named, objectsInWords } from './losses';

export interface DestroyOptions extends StackOptions {
  yes?: boolean;
  emptyBucket?: boolean;
}

/** `media destroy`: deletes the stack, and the code that no other one needs. A stack that is gone is no failure. */
export const destroy = (options: DestroyOptions, terminal: Terminal): Promise<number> =>
  withRemedy(() => run(options, terminal));

async function run(options: DestroyOptions, terminal: Terminal): Promise<number> {
  const target = findStackTarget(options, terminal);
  await refuseOthersOutputs(target);
  const { place, stackName, outputsFile } = target;
  const found = await place.ros.findStack(stackName);
  if (!found) {
    await write(terminal.stderr, `There is no stack ${stackName} in ${place.region}.\n`);
  } else {
    const ended = await deleteAll(target, found, options, terminal);
    if (!ended) return 1;
  }
  if (terminal.interrupted.aborted) return 0;
  removeOutputs(outputsFile, stackName);
  await sweep(target, options, terminal);
  return 0;
}

/** @returns false when the person did not want it */
async function deleteAll(
  { place, stackName }: StackTarget,
  found: StackSummary,
  options: DestroyOptions,
  terminal: Terminal,
): Promise<boolean> {
  if (isUnderWay(found.status) && found.status !== 'DELETE_IN_PROGRESS') {
    throw new UserError(
      `Stack ${stackName} is ${found.status}: ${LOOK_AGAIN} Destroy it when that has ended.`,
    );
  }
  const losses = await lossesOf(place, found);
  if (options.emptyBucket && !losses.isTold) {
    throw new UserError(
      `--empty-bucket: the template of stack ${stackName} is not JSON, so nobody knows here which bucket it retains. Empty the one that is to go yourself, and destroy without it.`,
    );
  }
  await write(terminal.stderr, textOf(stackName, place.region, losses, options));
  const question = `Type the name of the stack to delete all this: `;
  if (!options.yes && !(await confirm(question, stackName, terminal))) {
    await write(terminal.stderr, 'Nothing was deleted.\n');
    return false;
  }
  const progress = new Progress(terminal);
  for (const { name } of options.emptyBucket ? losses.buckets : []) {
    const deleted = await emptyBucket(await place.oss(name), name, {
      signal: terminal.interrupted,
      onProgress: (count) => progress.step('empty', `oss://${name}  ${count.toLocaleString('en')} deleted`),
    });
    progress.clear();
    if (deleted > 0)
      progress.note(`${deleted.toLocaleString('en')} objects and uploads deleted from '${name}'.`);
  }
  if (terminal.interrupted.aborted) return true;
  const started = terminal.now();
  const tree = new StackTree(terminal);
  try {
    await deleteStack(place.ros, found.id, {
      ...{ onEvent: tree.onEvent, onLook: tree.onLook, onNote: tree.onNote },
      signal: terminal.interrupted,
    });
    tree.close();
    await write(terminal.stderr, `Stack ${stackName} is deleted (${elapsed(terminal.now() - started)}).\n`);
    return true;
  } catch (error) {
    tree.close();
    if (!(error instanceof FollowEndedError)) throw await withObjects(error, losses, place);
    await write(terminal.stderr, `ROS goes on deleting stack ${stackName}: ${LOOK_AGAIN}\n`);
    return true;
  }
}

const list = (resources: Losses['lost']): string =>
  resources.map((one) => `  ${oneLine(named(one))}\n`).join('');

/** What a person should know before. */
function textOf(
  name: string,
  region: string,
  { lost, kept, buckets }: Losses,
  { emptyBucket: empties }: DestroyOptions,
): string {
  const parts = [`Deleting stack ${name} in ${region} deletes, with all that they hold:\n${list(lost)}`];
  if (kept.length > 0) parts.push(`These stay, and go on costing what they hold:\n${list(kept)}`);
  for (const bucket of buckets.filter(({ objects }) => objects > 0)) {
    parts.push(
      empties
        ? `The bucket '${bucket.name}' is emptied first: ${objectsInWords(bucket)} will be lost.\n`
        : `The bucket '${bucket.name}' holds ${objectsInWords(bucket)}: OSS will not delete it, and it stays until it is empty (--empty-bucket).\n`,
    );
  }
  return parts.join('');
}

/** A bucket that was refused, with the number of what is in it. */
async function withObjects(
  error: unknown,
  { buckets }: Losses,
  place: StackTarget['place'],
): Promise<unknown> {
  if (!(error instanceof StackFailure) || !/BucketNotEmpty/.test(error.message)) return error;
  for (const { name } of buckets) {
    const counted = await countObjects(await place.oss(name));
    if (counted?.objects) error.message += `\nThe bucket '${name}' holds ${objectsInWords(counted)}.`;
  }
  return error;
}

/** Takes away the code that only this stack needed, and the bucket of the code with the last stack. */
async function sweep(target: StackTarget, options: DestroyOptions, terminal: Terminal): Promise<void> {
  const { place, stackName } = target;
  const { bucket, isOwn } = await codeBucketOf(target, options);
  if (!isOwn) return;
  const onNote = (text: string): void => {
    terminal.stderr.write(`${oneLine(text)}\n`);
  };
  const swept = await sweepQuietly(place, bucket, { ended: stackName, now: terminal.now() }, { onNote });
  if (swept?.bucketDeleted) onNote(`The bucket '${bucket}' of the code is deleted too: no stack needs it.`);
  else if (swept?.deleted) onNote(`Code that no stack needs is deleted from '${bucket}'.`);
}
