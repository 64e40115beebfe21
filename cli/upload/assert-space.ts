import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { withScale } from '../output/units';
import { type Input, InputError } from './inputs';

/**
 * The local cloud itself: the zip of the functions (8 MB) as it is written and as an object, its files unpacked once for
 * each of two functions (22 MB), and the metadata of objects.
 */
const OWN_BYTES = 64_000_000;

/**
 * Before files are copied to a temporary cloud: a full disk in the middle would only be found after minutes.
 * @param directory @default the temporary directory
 * @throws InputError
 */
export function assertSpace(inputs: readonly Input[], directory = tmpdir()): void {
  const needed = inputs.reduce((sum, { size }) => sum + size, OWN_BYTES);
  const free = freeIn(directory);
  if (needed <= free) return;
  throw new InputError(
    `The local cloud needs ${withScale(needed, 'B')} in '${directory}', which has ${withScale(free, 'B')} free: ` +
      'set TMPDIR to a directory with more, or name fewer files.',
  );
}

/** No limit where there is no such directory: what is made in it then says so. */
function freeIn(directory: string): number {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}
