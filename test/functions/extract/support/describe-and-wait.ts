/**
 * Runs as a separate process. It describes an object whose second read is never answered, and prints a line
 * when it waits for it. With the argument `forked`, its mediainfo is forked from a template.
 */

import { mediaInfoHome } from '../../../../functions/extract/mediainfo/home';
import { ObjectFile } from '../../../../functions/extract/mediainfo/object-file';
import { MediaInfoRun } from '../../../../functions/extract/mediainfo/run-mediainfo';
import { Template } from '../../../../functions/extract/mediainfo/template';
import { freeSlotOf } from './free-slot';
import { runLimits } from './run-limits';

async function describeAndWait(forked: boolean): Promise<void> {
  const slot = forked ? await freeSlotOf(new Template(mediaInfoHome(), 2)) : undefined;
  const file = ObjectFile.create({ bucket: 'media-bucket', key: 'film.mp4' }, slot);
  const run = new MediaInfoRun(mediaInfoHome(), [], file, runLimits(60));
  const version = { etag: 'E', size: 1e9, lastModified: '2026-01-01T00:00:00Z' };
  const source = {
    read: (): Promise<never> => {
      process.stdout.write('waiting\n');
      return new Promise(() => {});
    },
  };
  await run.report(version, source, new AbortController().signal);
}

void describeAndWait(process.argv[2] === 'forked').catch(() => {});
