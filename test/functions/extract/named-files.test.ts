import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MediaInfo } from '../../../functions/extract/mediainfo/mediainfo';
import { openObject } from '../../../functions/extract/open-object';
import { localReport, MEDIA, reportInPlace, withoutPath } from './support/local-report';
import { NAMING_FILES } from './support/naming-files';
import { withOrigin } from './support/with-origin';

describe('an object that names a file of the function', () => {
  const folder = mkdtempSync(join(tmpdir(), 'named-'));
  const inner = join(folder, 'inner');
  const secrets = join(folder, 'secrets');
  const named = {
    mp4: join(secrets, 'secret.mp4'),
    ts: join(secrets, 'secret.ts'),
    relativeTs: '../secrets/secret.ts',
  };
  const origin = withOrigin();
  beforeAll(() => {
    mkdirSync(inner);
    mkdirSync(secrets);
    cpSync(join(MEDIA, 'moov-first.mp4'), named.mp4);
    cpSync(join(MEDIA, 'h264.ts'), named.ts);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function describeObject(key: string) {
    const budget = { deadline: Date.now() + 20_000 };
    const object = await openObject(origin.source, { bucket: 'media-bucket', key }, budget, new MediaInfo());
    return object.report().finally(() => object.close());
  }

  it.each(NAMING_FILES)(
    '$name is described as if there were none',
    async ({ name, content, beside = [] }) => {
      const path = join(inner, name);
      writeFileSync(path, content(named));
      for (const other of beside) writeFileSync(join(inner, other.name), other.content(named));
      const reaching = reportInPlace(path);

      renameSync(secrets, `${secrets}-elsewhere`);
      const alone = localReport(path);
      renameSync(`${secrets}-elsewhere`, secrets);
      // If the two were equal, the test would prove nothing.
      expect(withoutPath(reaching)).not.toBe(withoutPath(alone));

      origin.put(name, Buffer.from(content(named)));
      const { xml } = await describeObject(name);
      expect(withoutPath(xml)).toBe(withoutPath(alone));
    },
  );
});
