import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';
import { ContextError, parseSettings, SettingsError } from '../../lib/settings';
import { loadClients } from '../cloud/alicloud-clients';
import type { Place } from '../cloud/place';
import { regionNotice } from '../cloud/regions';
import { contextOf } from '../local-cloud/context-of';
import { UsageError } from '../program/errors';
import { oneLine } from '../program/printable';
import type { Terminal } from '../program/terminal';
import { type Assembly, readAssembly } from './assembly';
import { codeBucketName, codeQualifier } from './code-records';
import { accountInOutputs, contextFolder, findPlace, localNotice, regionInOutputs } from './find-place';
import { OUTPUTS_FILE, type PlaceOptions } from './options';
import { synthesizeApart } from './synthesis-process';

/** Options of every command about a stack of this product. */
export interface StackOptions extends PlaceOptions {
  /** Each as `name=value`. */
  context?: string[];
  stack?: string;
  outputs?: string;
}

/** What a command is about. */
export interface StackTarget {
  place: Place;
  stackName: string;
  /** Settings in the form of a CDK context. */
  context: Record<string, unknown>;
  /** Absolute path. */
  outputsFile: string;
}

/** @throws UsageError, also for settings that are wrong */
export function findStackTarget(
  options: StackOptions,
  terminal: Pick<Terminal, 'env' | 'cwd' | 'stderr'>,
): StackTarget {
  const { stack, outputs = OUTPUTS_FILE } = options;
  const outputsFile = resolve(terminal.cwd, outputs);
  try {
    const given = contextOf(options.context, contextFolder(terminal.cwd, PROJECT_ROOT));
    const context = stack === undefined ? given : { ...given, stackName: stack };
    const { stackName } = parseSettings(context);
    // Where it was deployed to, unless something else is said.
    const region = options.region ?? regionInOutputs(outputsFile, stackName);
    const place = findPlace({ ...options, ...(region === undefined ? {} : { region }) }, terminal);
    const notice = localNotice(options, terminal) ?? regionNotice(place.region);
    if (notice) terminal.stderr.write(`${oneLine(notice)}\n`);
    return { place, stackName, context, outputsFile };
  } catch (error) {
    if (error instanceof SettingsError || error instanceof ContextError) throw new UsageError(error.message);
    throw error;
  }
}

/**
 * Leaves alone what a file of outputs says of another account's stack of this name: a rehearsal in a local cloud must not
 * overwrite, and its end not delete, the outputs of the real one.
 * @throws UsageError
 */
export async function refuseOthersOutputs({ place, stackName, outputsFile }: StackTarget): Promise<void> {
  const theirs = accountInOutputs(outputsFile, stackName);
  if (theirs === undefined) return;
  const own = await place.account();
  if (theirs === own) return;
  throw new UsageError(
    `--outputs: '${outputsFile}' has the outputs of ${stackName} in account ${oneLine(theirs)}, and this is about account ${own}: name another file.`,
  );
}

/**
 * The bucket for the code: the account's own, unless the settings name another on the command line.
 * @param options whose `context` is looked at
 */
export async function codeBucketOf(
  { place }: Pick<StackTarget, 'place'>,
  options: Pick<StackOptions, 'context'>,
): Promise<{ bucket: string; qualifier: string; isOwn: boolean }> {
  const given = (options.context ?? []).findLast((one) => one.startsWith(QUALIFIER))?.slice(QUALIFIER.length);
  const accountId = await place.account();
  const qualifier = given ?? codeQualifier(accountId);
  const bucket = given ? `cdk-${given}-assets-${place.region}` : codeBucketName(accountId, place.region);
  return { bucket, qualifier, isOwn: given === undefined };
}

const QUALIFIER = 'assetQualifier=';

/**
 * Synthesizes the stack, and gives the assembly to `use` before it is deleted again.
 * @throws SynthesisError
 */
export async function withAssembly<T>(
  { place, stackName, context }: Pick<StackTarget, 'place' | 'stackName' | 'context'>,
  assetQualifier: string,
  use: (assembly: Assembly) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'cdk.out-'));
  try {
    await Promise.all([synthesizeApart({ ...context, assetQualifier }, directory), loadClients()]);
    return await use(readAssembly(directory, stackName, place.region));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
