import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogLine } from '../../../contract/log-fields';
import { logRefusedMeasures, logUnforked } from '../../../functions/extract/confinement-log';
import { PlatformError } from '../../../functions/extract/errors';
import type { Measure } from '../../../functions/extract/mediainfo/confinement';
import { MediaInfo } from '../../../functions/extract/mediainfo/mediainfo';
import { openObject } from '../../../functions/extract/open-object';
import { MediaInfoWithout } from './support/hostile-program';
import { localReport, MEDIA, withoutPath } from './support/local-report';
import { withOrigin } from './support/with-origin';

const NAME = 'moov-first.mp4';

describe('measures that the platform refuses', () => {
  const origin = withOrigin();

  /** The report on a file with names in many scripts, and the measures that were refused. */
  async function describeBy(mediaInfo: MediaInfoWithout) {
    origin.put(NAME, readFileSync(join(MEDIA, NAME)));
    const refused: Measure[] = [];
    const object = await openObject(
      origin.source,
      { bucket: 'media-bucket', key: NAME },
      { deadline: Date.now() + 20_000 },
      new MediaInfo({ home: mediaInfo.home, onRefused: (measures) => refused.push(...measures) }),
    );
    try {
      const { xml } = await object.report();
      return { xml, refused };
    } finally {
      await object.close();
      mediaInfo.remove();
    }
  }

  it.each([[[]], [['seccomp', 'prctl', 'landlock', 'setresuid', 'prlimit']]] as const)(
    'change nothing in a report, and are told: %j',
    async (without) => {
      // Only its owner may enter the folder of this mediainfo, and mediainfo runs as another user.
      const { xml, refused } = await describeBy(new MediaInfoWithout(without));
      expect(withoutPath(xml)).toBe(withoutPath(localReport(join(MEDIA, NAME))));
      if (without.length > 0)
        expect(refused).toEqual(expect.arrayContaining(['Landlock', 'a filter of system calls']));
    },
  );

  it('do not include its locale, without which names would be stored as question marks', async () => {
    const mediaInfo = new MediaInfoWithout([]);
    mediaInfo.removeLocale();
    await expect(describeBy(mediaInfo)).rejects.toThrow(
      new PlatformError('mediainfo ended before it was confined (exit code 76).'),
    );
  });

  it('are logged once in an instance', () => {
    const lines: LogLine[] = [];
    for (const measure of ['Landlock', 'no new privileges'] as const) {
      logRefusedMeasures([measure], (line) => lines.push(line));
    }
    expect(lines).toEqual([
      { level: 'warn', message: 'mediainfo not fully confined', reason: 'Refused: Landlock.' },
    ]);
  });

  it('say why objects get processes of their own', () => {
    const lines: LogLine[] = [];
    logUnforked('the template ended (exit code 76)', (line) => lines.push(line));
    expect(lines).toEqual([
      {
        level: 'warn',
        message: 'mediainfo is not forked',
        reason: 'Each object gets a process of its own: the template ended (exit code 76).',
      },
    ]);
  });
});
