import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { PlatformError } from '../errors';
import { confinementVariable, type HardLimits } from './confinement';
import { type MediaInfoHome, mediaInfoCommand } from './home';

/**
 * File descriptors that a start needs for a moment: two for each of two pipes, two for libuv, and two spare.
 * With fewer, Node.js fails and never closes those that it had opened.
 */
const NEEDED_DESCRIPTORS = 8;

/** @throws Error EMFILE when too few are free */
function requireFreeDescriptors(): void {
  const open: number[] = [];
  try {
    while (open.length < NEEDED_DESCRIPTORS) open.push(openSync('/dev/null', 'r'));
  } finally {
    for (const descriptor of open) closeSync(descriptor);
  }
}

/**
 * @param own mediainfo's own arguments
 * @param descriptors passed to the child, starting at number 4
 * @throws PlatformError when the process cannot be started, for example because too many files are open
 */
export function startMediaInfo(
  home: MediaInfoHome,
  own: readonly string[],
  limits: HardLimits,
  descriptors: readonly number[],
): ChildProcess {
  let child: ChildProcess;
  try {
    const { command, args, env } = mediaInfoCommand(home);
    requireFreeDescriptors();
    child = spawn(command, [...args, ...own], {
      env: { ...env, ...confinementVariable(limits) },
      stdio: ['ignore', 'pipe', 'ignore', 'pipe', ...descriptors],
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
