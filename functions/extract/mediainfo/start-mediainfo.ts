import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { PlatformError } from '../errors';
import { confinementVariable, type HardLimits } from './confinement';
import { type MediaInfoHome, mediaInfoCommand } from './home';
import type { MediaInfoProcess } from './mediainfo-process';
import { SpawnedProcess } from './spawned-process';

/**
 * File descriptors that a start needs for a moment: two for each of two pipes, two for libuv, and two spare.
 * With fewer, Node.js fails and never closes those that it had opened.
 */
const NEEDED_DESCRIPTORS = 8;

/** @throws Error EMFILE when so many are not free */
export function requireFreeDescriptors(needed: number): void {
  const open: number[] = [];
  try {
    while (open.length < needed) open.push(openSync('/dev/null', 'r'));
  } finally {
    for (const descriptor of open) closeSync(descriptor);
  }
}

/** How a process is started. */
export interface Start {
  /** mediainfo's own arguments. */
  own: readonly string[];
  /** Variables besides mediainfo's own. */
  variables: Record<string, string>;
  stdio: StdioOptions;
  /** Descriptors that must be free. */
  neededDescriptors: number;
}

/** @throws PlatformError when the process cannot be started, for example because too many files are open */
export function spawnMediaInfo(home: MediaInfoHome, start: Start): ChildProcess {
  let child: ChildProcess;
  try {
    const { command, args, env } = mediaInfoCommand(home);
    requireFreeDescriptors(start.neededDescriptors);
    child = spawn(command, [...args, ...start.own], {
      env: { ...env, ...start.variables },
      stdio: start.stdio,
      cwd: '/',
      detached: true,
    });
  } catch (error) {
    throw new PlatformError(`mediainfo could not be started (${(error as NodeJS.ErrnoException).code}).`);
  }
  // Node.js had no descriptors for the pipes. It emits an error later, which nobody needs.
  if (!child.stdio) {
    child.on('error', () => {});
    throw new PlatformError('mediainfo could not be started: too many files are open.');
  }
  return child;
}

/**
 * Starts a process for one object.
 *
 * @param own mediainfo's own arguments
 * @param descriptors passed to the child, starting at number 4
 * @throws PlatformError when the process cannot be started
 */
export function startMediaInfo(
  home: MediaInfoHome,
  own: readonly string[],
  limits: HardLimits,
  descriptors: readonly number[],
): MediaInfoProcess {
  const child = spawnMediaInfo(home, {
    own,
    variables: confinementVariable(limits),
    stdio: ['ignore', 'pipe', 'ignore', 'pipe', ...descriptors],
    neededDescriptors: NEEDED_DESCRIPTORS,
  });
  return new SpawnedProcess(child);
}
