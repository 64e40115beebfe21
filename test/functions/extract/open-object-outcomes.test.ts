import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { ObjectGoneError, PlatformError, RecordedError } from '../../../functions/extract/errors';
import { MediaInfo } from '../../../functions/extract/mediainfo/mediainfo';
import { lookAt } from '../../../functions/extract/object-reader/look-at';
import { openObject } from '../../../functions/extract/open-object';
import { describing, soon } from './support/describing';
import { localReport, MEDIA, withoutPath } from './support/local-report';
import { etagOf, failWith } from './support/origin-server';
import { withOrigin } from './support/with-origin';

const mp4 = readFileSync(join(MEDIA, 'moov-last.mp4'));

describe('what becomes of an object', () => {
  const origin = withOrigin();

  const { describeKey, failureOf } = describing(origin);

  it('tells the version by its first answer, without HEAD', async () => {
    origin.put('a.mp4', { bytes: mp4, modified: new Date('2026-05-06T07:08:09Z') });
    const object = await openObject(
      origin.source,
      { bucket: 'media-bucket', key: 'a.mp4' },
      { deadline: soon() },
      new MediaInfo(),
    );
    await object.close();

    expect(object.version).toMatchObject({
      etag: etagOf({ bytes: mp4 }),
      size: mp4.length,
      lastModified: '2026-05-06T07:08:09Z',
      storageClass: 'Standard',
      objectType: 'Normal',
    });
    expect(new Set(origin.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('counts what it costs', async () => {
    origin.put('a.mp4', mp4);
    const { cost, version, arguments: options } = await describeKey('a.mp4');

    expect(cost).toMatchObject({ requests: 2, roundTrips: 1, bytes: 2 * mp4.length });
    expect(version).toMatch(/^\d+\.\d+/);
    expect(options).toEqual(['--Full', '--Output=XML']);
  });

  it.each([
    '折り紙/北京 ليلى 🎬 100% + a&b=c?d#e \'f\' "g" <h>.mp4',
    'no extension',
    '.hidden',
    'dir.with.dots/name',
    'ends with a dot.',
    'two.dots.mp4',
    'a\tb\u0001.mp4',
    'wild*card?.m*4',
    `${'long'.repeat(60)}.${'x'.repeat(300)}`,
    '-option.mp4',
  ])('has the identity of %p in its report', async (key) => {
    origin.put(key, mp4);
    const { xml } = await describeKey(key);

    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xml).not.toMatch(/127\.0\.0\.1|\/tmp|object-|x-oss/);
    const options = { ignoreAttributes: false, parseTagValue: false, htmlEntities: true, trimValues: false };
    const { ref, general } = partsOf(new XMLParser(options).parse(xml));
    const shown = key.replace('\u0001', '\uFFFD');
    const name = shown.slice(shown.lastIndexOf('/') + 1);
    expect(ref).toBe(`oss://media-bucket/${shown}`);
    expect(general['CompleteName']).toBe(`oss://media-bucket/${shown}`);
    expect(general['FileNameExtension']).toBe(name);
    expect(`oss://media-bucket/${shown}`.startsWith(`${general['FolderName']}/`)).toBe(true);
  });

  it('takes the time of the object for that of the file', async () => {
    origin.put('a.mp4', { bytes: mp4, modified: new Date('2020-05-06T07:08:09Z') });
    expect((await describeKey('a.mp4')).xml).toContain(
      '<File_Modified_Date>2020-05-06 07:08:09 UTC</File_Modified_Date>',
    );
  });

  it('keeps every script of a tag', async () => {
    const path = join(MEDIA, 'hevc-subtitles-chapters.mkv');
    origin.put('a.mkv', readFileSync(path));
    const { xml } = await describeKey('a.mkv');
    expect(xml).toContain('北京 ليلى 🎬 café');
    expect(withoutPath(xml)).toBe(withoutPath(localReport(path)));
  });

  it('is gone when there is no such object', async () => {
    await expect(describeKey('nothing.mp4')).rejects.toBeInstanceOf(ObjectGoneError);
  });

  it.each([
    [403, 'InvalidObjectState', 'ARCHIVED'],
    [403, 'AccessDenied', 'FAILED'],
    [400, 'KmsKeyDisabled', 'ENCRYPTED'],
    [403, 'KmsServiceNotEnabled', 'ENCRYPTED'],
    // As the vendor's page tells of it: the key is disabled.
    [409, 'InvalidState', 'ENCRYPTED', '<EC>0005-00000214</EC>'],
    [403, 'AccessDenied', 'ENCRYPTED', '<EC>0005-00000201</EC>'],
    [403, 'AccessDenied', 'FAILED', '<EC>0003-00000001</EC>'],
  ])('is recorded with its version on %d %s: %s', async (status, code, expected, more = '') => {
    origin.put('a.mp4', mp4);
    origin.misbehave = ({ request, response }) => {
      if (request.method === 'HEAD') return false;
      failWith(response, status, code, more);
      return true;
    };
    expect(await failureOf(describeKey('a.mp4'))).toEqual([RecordedError, expected, etagOf({ bytes: mp4 })]);
  });

  it.each([
    [403, 'KmsThrottling', ''],
    [400, 'Rejected.Throttling', '<EC>0005-00000299</EC>'],
    [403, 'AccessDenied', '<EC>0005-00000299</EC><Detail>KMS: Throttling.User</Detail>'],
    [429, 'KmsTooManyRequests', ''],
  ])(
    'is asked for again, and tried again later, where KMS limits it: %d %s %s',
    async (status, code, more) => {
      origin.put('a.mp4', mp4);
      let left = 2;
      origin.misbehave = ({ response }) => {
        left -= 1;
        if (left >= 0) failWith(response, status, code, more);
        return left >= 0;
      };
      const settings = { retryDelay: 1, maxRetryDelay: 1 };
      expect((await describeKey('a.mp4', {}, settings)).xml).toContain('<Format>MPEG-4</Format>');

      left = Number.POSITIVE_INFINITY;
      await expect(describeKey('a.mp4', {}, settings)).rejects.toBeInstanceOf(PlatformError);
    },
  );

  it('is recorded when its uploader encrypted it', async () => {
    origin.put('a.mp4', { bytes: mp4, headers: { 'x-oss-meta-client-side-encryption-key': 'k' } });
    expect(await failureOf(describeKey('a.mp4'))).toEqual([
      RecordedError,
      'ENCRYPTED',
      etagOf({ bytes: mp4 }),
    ]);
  });

  it.each([
    [404, 'NoSuchBucket'],
    [404, 'NoSuchWebsiteConfiguration'],
    [403, 'UserDisable'],
    [403, 'SecurityTokenExpired'],
    [403, 'SignatureDoesNotMatch'],
    [307, 'TemporaryRedirect'],
  ])("is the platform's fault on %d %s", async (status, code) => {
    origin.put('a.mp4', mp4);
    origin.misbehave = ({ response }) => {
      failWith(response, status, code);
      return true;
    };
    await expect(describeKey('a.mp4')).rejects.toBeInstanceOf(PlatformError);
  });

  it.each([404, 410])("is the platform's fault on a bare %d, which anybody can have sent", async (status) => {
    origin.put('a.mp4', mp4);
    origin.misbehave = ({ response }) => {
      response.writeHead(status).end('<html>Not here</html>');
      return true;
    };
    await expect(describeKey('a.mp4')).rejects.toBeInstanceOf(PlatformError);
  });

  it('is described when empty, where OSS answers 416 too', async () => {
    const empty = withoutPath(localReport(join(MEDIA, 'empty.mp4')));
    origin.put('empty.mp4', Buffer.alloc(0));
    expect(withoutPath((await describeKey('empty.mp4')).xml)).toBe(empty);
    origin.misbehave = ({ request, response }) => {
      if (request.method === 'GET') failWith(response, 416, 'InvalidRange');
      return request.method === 'GET';
    };
    expect(withoutPath((await describeKey('empty.mp4')).xml)).toBe(empty);
  });

  it('is described beside others', async () => {
    origin.latency = 5;
    for (let i = 0; i < 8; i += 1) origin.put(`${i}.mp4`, mp4.subarray(0, mp4.length - i));
    const reports = await Promise.all(Array.from({ length: 8 }, (_, i) => describeKey(`${i}.mp4`)));
    origin.latency = 0;
    for (const [i, { xml }] of reports.entries()) {
      expect(xml).toContain(`<FileSize>${mp4.length - i}</FileSize>`);
      expect(xml).toContain(`oss://media-bucket/${i}.mp4`);
    }
  });

  describe('looked at', () => {
    const look = (key: string, deadline = soon()) =>
      lookAt(origin.source, { bucket: 'media-bucket', key }, deadline);

    it('has a version, or is not there', async () => {
      origin.put('a.mp4', mp4);
      expect(await look('a.mp4')).toMatchObject({ etag: etagOf({ bytes: mp4 }), size: mp4.length });
      expect(await look('nothing')).toBeUndefined();
    });

    it('is looked at again after a passing failure', async () => {
      origin.put('a.mp4', mp4);
      origin.misbehave = ({ number, response }) => {
        if (number < 3) failWith(response, 503, 'ServiceUnavailable');
        return number < 3;
      };
      expect(await look('a.mp4')).toBeDefined();
    });

    it('fails with what stands in the way', async () => {
      origin.put('a.mp4', mp4);
      origin.misbehave = ({ response }) => {
        failWith(response, 403, 'AccessDenied');
        return true;
      };
      await expect(look('a.mp4')).rejects.toBeInstanceOf(RecordedError);
      origin.misbehave = () => true;
      await expect(look('a.mp4', Date.now() + 50)).rejects.toBeInstanceOf(PlatformError);
    });
  });
});

interface ParsedReport {
  MediaInfo: { media: { '@_ref': string; track: Record<string, string> | Record<string, string>[] } };
}

function partsOf({ MediaInfo: { media } }: ParsedReport) {
  return { ref: media['@_ref'], general: [media.track].flat()[0] as Record<string, string> };
}
