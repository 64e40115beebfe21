import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { withScale } from '../output/units';
import { type Input, InputError } from './inputs';

/**
 * Before files are copied to a temporary cloud: a full disk in the middle would only be found after minutes.
 * @param directory @default the temporary directory
 * @throws InputError
 */
export function assertSpace(inputs: readonly Input[], directory = tmpdir()): void {
  const needed = inputs.reduce((sum, { size }) => sum + size, 0);
  const { bavail, bsize } = statfsSync(directory);
  if (needed <= bavail * bsize) return;
  throw new InputError(
    `${withScale(needed, 'B')} would be copied to '${directory}', which has ${withScale(bavail * bsize, 'B')} free: ` +
      'set TMPDIR to a directory with more, or name fewer files.',
  );
}
