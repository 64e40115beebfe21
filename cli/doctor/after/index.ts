import { randomBytes } from 'node:crypto';
import { parseSettings } from '../../../lib/settings';
import { readRow } from '../../cloud/rows';
import { Session } from '../../cloud/session';
import { findTarget, type TargetOptions } from '../../cloud/target';
import type { Terminal } from '../../program/terminal';
import type { Checkup } from '../checkup';
import { CheckupEnded } from '../checkup';
import type { DoctorOptions } from '../options';
import type { Surroundings } from '../surroundings';
import { cleanUp } from './clean-up';
import { checkFailurePath } from './failure-path';
import { checkLogIndex } from './log-index';
import type { Pipeline } from './pipeline';
import { checkBatchDelete, checkOtherWays, checkPut } from './round-trip';
import { checkSearchIndex } from './search-index';
import { checkInside } from './self-check';
import { checkSweep } from './sweep';
import { trialKeys } from './trial-keys';

/** Names of the account that the report must not show, by what stands in their place. */
export type Names = Record<string, string | undefined>;

/** Seconds that a clean-up after Ctrl-C waits for rows. */
const HURRIED_MS = 10_000;

/**
 * The deployed pipeline, from its outputs.
 * @param outputs of the stack; undefined when ROS does not tell them, and a file must
 */
export function openPipeline(
  { target: { place } }: Surroundings,
  outputs: Record<string, string> | undefined,
  options: DoctorOptions,
  terminal: Terminal,
): { pipeline: Pipeline; names: Names } {
  const named = outputs && {
    bucket: outputs['BucketName'],
    instance: outputs['InstanceName'],
    table: outputs['TableName'],
    service: outputs['ServiceName'],
    function: outputs['FunctionName'],
    logProject: outputs['LogProjectName'],
    logStore: outputs['LogStoreName'],
    index: outputs['SearchIndexName'],
    accountId: outputs['AccountId'],
    region: place.region,
  };
  const { local, vpc, ossEndpoint, tablestoreEndpoint, fcEndpoint, logEndpoint } = options;
  const endpoints = { local, vpc, ossEndpoint, tablestoreEndpoint, fcEndpoint, logEndpoint };
  const given = { ...endpoints, ...(named ?? { outputs: options.outputs, stack: options.stack }) };
  const isGiven = ([, value]: [string, unknown]) => value !== undefined;
  const target = findTarget(
    Object.fromEntries(Object.entries(given).filter(isGiven)) as TargetOptions,
    terminal,
  );
  const session = new Session(target, options.timeout === undefined ? undefined : options.timeout * 1_000);
  const pipeline: Pipeline = {
    session,
    target,
    rowsFromHere: true,
    began: terminal.now(),
    patienceMs: options.patience * 1_000,
    signal: terminal.interrupted,
  };
  const { bucket, instance, service, function: name, logProject, accountId } = target;
  return {
    pipeline,
    names: { bucket, instance, service, function: name, 'log project': logProject, account: accountId },
  };
}

/** All checks of a deployed pipeline. What they make is taken away, also after an interruption. */
export async function checkAfter(
  checkup: Checkup,
  pipeline: Pipeline,
  { outputs, context }: { outputs: Record<string, string>; context: Record<string, unknown> },
): Promise<void> {
  const filter = { prefix: outputs['Prefix'] ?? '', suffix: outputs['Suffix'] ?? '' };
  const keys = trialKeys(randomBytes(4).toString('hex'), filter);
  const { symlinks } = parseSettings(context);
  try {
    const mayFail = await checkInside(checkup, pipeline, keys);
    pipeline.rowsFromHere = await canReadRows(pipeline, keys.of('missing object'));
    await checkPut(checkup, pipeline, keys);
    await checkSearchIndex(checkup, pipeline, keys, outputs['SearchIndexName'] !== undefined);
    await checkLogIndex(checkup, pipeline, keys);
    await checkOtherWays(checkup, pipeline, keys);
    await checkBatchDelete(checkup, pipeline, keys);
    await checkFailurePath(checkup, pipeline, keys, { symlinks, mayFail });
    if (outputs['Sweep']) await checkSweep(checkup, pipeline, outputs['Sweep']);
  } catch (error) {
    if (error instanceof CheckupEnded) await cleanUpHurriedly(checkup, pipeline, keys);
    throw error;
  }
  await cleanUp(checkup, pipeline, keys);
}

async function cleanUpHurriedly(
  checkup: Checkup,
  pipeline: Pipeline,
  keys: Parameters<typeof cleanUp>[2],
): Promise<void> {
  const signal = new AbortController().signal;
  const patienceMs = Math.min(pipeline.patienceMs, HURRIED_MS);
  await cleanUp(checkup.withoutSignal(), { ...pipeline, signal, patienceMs }, keys);
}

/** An instance is closed to the Internet unless the stack opens it: then the logs tell what its rows would. */
async function canReadRows({ session, target }: Pipeline, key: string): Promise<boolean> {
  try {
    await readRow(await session.tablestore(), target, key);
    return true;
  } catch (error) {
    return !/instance is closed|could not be reached|no answer in time|does not answer/i.test(
      (error as Error).message,
    );
  }
}
