/**
 * Runs as a separate process. It describes an object whose second read is never answered, and prints a line
 * when it waits for it.
 */

import { mediaInfoHome } from '../../../../functions/extract/mediainfo/home';
import { ObjectFile } from '../../../../functions/extract/mediainfo/object-file';
import { MediaInfoRun } from '../../../../functions/extract/mediainfo/run-mediainfo';
import { runLimits } from './run-limits';

const file = ObjectFile.create({ bucket: 'media-bucket', key: 'film.mp4' });
const run = new MediaInfoRun(mediaInfoHome(), [], file, runLimits(60));
const version = { etag: 'E', size: 1e9, lastModified: '2026-01-01T00:00:00Z' };
const source = {
  read: (): Promise<never> => {
    process.stdout.write('waiting\n');
    return new Promise(() => {});
  },
};
run.report(version, source, new AbortController().signal).catch(() => {});
