import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { assertSpace } from '../../cli/upload/assert-space';
import { InputError } from '../../cli/upload/inputs';

const input = (size: number) => ({ path: '/film.mp4', key: 'film.mp4', size });

it('Files may be copied as long as there is room for all of them together', () => {
  const { blocks, bsize } = statfsSync(tmpdir());
  // More than the disk has, however much of it is free.
  const disk = blocks * bsize;
  expect(() => assertSpace([input(1), input(1)])).not.toThrow();
  expect(() => assertSpace([input(disk)], '/no/such/directory')).not.toThrow();
  expect(() => assertSpace([input(disk), input(disk)])).toThrow(InputError);
  expect(() => assertSpace([input(disk), input(disk)])).toThrow(
    /^The local cloud needs .* in '.*', which has .* free: set TMPDIR to a directory with more, or name fewer files\.$/,
  );
});
