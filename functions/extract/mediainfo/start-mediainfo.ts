import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { PlatformError } from '../errors';
import { confinementVariable, type HardLimits } from './confinement';
import { type MediaInfoHome, mediaInfoCommand } from './home';

/**
 * Descriptors that a start takes for a moment: two for each of two pipes, two for libuv's own, and some to spare. With fewer
 * Node.js fails, and loses those that it had opened by then.
 */
const NEEDED_DESCRIPTORS = 8;

/** @throws Error EMFILE when there are too few left */
function makeSureOfDescriptors(): void {
  const open: number[] = [];
  try {
    while (open.length < NEEDED_DESCRIPTORS) open.push(openSync('/dev/null', 'r'));
  } finally {
    for (const descriptor of open) closeSync(descriptor);
  }
}

/**
 * @param own arguments of mediainfo's own
 * @param descriptors what the child has from its descriptor 4 on
 * @throws PlatformError when the process cannot be started, with too many files open for instance
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
    makeSureOfDescriptors();
    child = spawn(command, [...args, ...own], {
      env: { ...env, ...confinementVariable(limits) },
      stdio: ['ignore', 'pipe', 'ignore', 'pipe', ...descriptors],
      cwd: '/',
      detached: true,
    });
  } catch (error) {
    throw new PlatformError(`mediainfo could not be started (${(error as NodeJS.ErrnoException).code}).`);
  }
  // Without descriptors for its pipes it has none, and an error comes later that nobody needs.
  if (!child.stdio) {
    child.on('error', () => {});
    throw new PlatformError('mediainfo could not be started: too many files are open.');
  }
  return child;
}
