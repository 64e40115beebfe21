import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reportOptions } from '../../../../contract/reading-mode';
import { mediaInfoHome } from '../../../../functions/extract/mediainfo/home';
import { ObjectFile } from '../../../../functions/extract/mediainfo/object-file';
import { MediaInfoRun } from '../../../../functions/extract/mediainfo/run-mediainfo';
import { Template } from '../../../../functions/extract/mediainfo/template';
import { freeSlotOf } from '../support/free-slot';
import { fixtures, localReport, MEDIA, withoutPath } from '../support/local-report';
import { runLimits } from '../support/run-limits';

describe('a forked mediainfo', () => {
  const template = new Template(mediaInfoHome(), 2);
  afterAll(() => template.end());

  async function forkedReport(name: string, options: readonly string[]): Promise<string> {
    const path = join(MEDIA, name);
    const { size, mtime } = statSync(path);
    const file = ObjectFile.create({ bucket: 'media-bucket', key: name }, await freeSlotOf(template));
    const run = new MediaInfoRun(mediaInfoHome(), options, file, runLimits(60));
    const bytes = openSync(path, 'r');
    const source = {
      read: async (offset: number, length: number) => {
        const part = Buffer.alloc(length);
        const span = { place: 0, bytes: readSync(bytes, part, 0, length, offset) };
        file.mailbox.write(part, 0, span);
        return span;
      },
    };
    try {
      const version = { etag: 'E', size, lastModified: mtime.toISOString() };
      return await run.report(version, source, new AbortController().signal);
    } finally {
      await run.dispose();
      closeSync(bytes);
      file.close();
    }
  }

  describe.each(['exact', 'fast'] as const)('with the options of %s', (reading) => {
    it.each(fixtures().filter((name) => statSync(join(MEDIA, name)).size > 0))(
      'prints of %s what mediainfo prints of the file alone',
      async (name) => {
        const options = reportOptions(reading, 'mp4');
        const printed = await forkedReport(name, options);
        expect(withoutPath(printed)).toBe(withoutPath(localReport(join(MEDIA, name), options)));
      },
    );
  });
});
