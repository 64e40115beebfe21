import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MediaInfo } from '../../../functions/extract/mediainfo/mediainfo';
import { type OpenOptions, openObject } from '../../../functions/extract/open-object';
import { fixtures, localReport, MEDIA, withoutPath } from './support/local-report';
import { withOrigin } from './support/with-origin';

const KIB = 1024;

/** So small that the small fixtures are read in windows and streams, not in one piece. */
const SMALL: OpenOptions = {
  settings: {
    headBytes: 4 * KIB,
    tailBytes: 2 * KIB,
    windowBytes: 4 * KIB,
    streamAfterBytes: 64 * KIB,
    longRunBytes: 32 * KIB,
    askAheadBytes: 16 * KIB,
    minLeadBytes: 8 * KIB,
    maxLeadBytes: 32 * KIB,
    cacheBytes: 64 * KIB,
  },
};

describe('openObject', () => {
  const origin = withOrigin();

  async function describeKey(key: string, options?: OpenOptions) {
    const budget = { deadline: Date.now() + 20_000 };
    const object = await openObject(
      origin.source,
      { bucket: 'media-bucket', key },
      budget,
      new MediaInfo(),
      options,
    );
    try {
      return { ...(await object.report()), version: object.version };
    } finally {
      await object.close();
    }
  }

  describe.each(fixtures())('%s', (name) => {
    it('has the report of the local file, read whole or in pieces', async () => {
      const key = `a folder/${name}`;
      origin.put(key, readFileSync(join(MEDIA, name)));
      const expected = withoutPath(localReport(join(MEDIA, name)));

      const whole = await describeKey(key);
      const pieces = await describeKey(key, SMALL);

      expect(withoutPath(whole.xml)).toBe(expected);
      expect(pieces.xml).toBe(whole.xml);
    });
  });
});
