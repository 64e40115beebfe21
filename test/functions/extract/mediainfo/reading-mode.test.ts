import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { isFast, reportOptions } from '../../../../contract/reading-mode';
import { type Description, describeObject } from '../../../../functions/extract/describe';
import { MediaInfo } from '../../../../functions/extract/mediainfo/mediainfo';
import { type OpenOptions, openObject } from '../../../../functions/extract/open-object';
import { compareReports } from '../../../reading/compare-reports';
import { grownMp4, grownStream } from '../support/grown-files';
import { fixtures, MEDIA } from '../support/local-report';
import { withOrigin } from '../support/with-origin';

const EXACT = '--Full --Output=XML';
const FAST = `${EXACT} --ParseSpeed=0 --MpegTs_MaximumOffset=4194304`;

const FAST_MXF = `${EXACT} --ParseSpeed=0 --File_ProbeCaption=100%`;

const isReadFast = (name: string): boolean => isFast(reportOptions('fast', extname(name).slice(1)));

describe('the options', () => {
  it('of a fast reading are for the formats that it helps', () => {
    expect(reportOptions('exact', 'mp4').join(' ')).toBe(EXACT);
    expect(reportOptions('fast', 'MP4').join(' ')).toBe(FAST);
    expect(reportOptions('fast', 'MXF').join(' ')).toBe(FAST_MXF);
    for (const extension of ['avi', 'wav', 'm4a', 'mka', 'mp3', ''])
      expect(reportOptions('fast', extension)).toEqual(reportOptions('exact', extension));
  });
});

describe('a fast reading', () => {
  const origin = withOrigin();

  async function read(
    key: string,
    bytes: Buffer,
    reading: 'exact' | 'fast',
    options: OpenOptions = {},
  ): Promise<Description> {
    origin.put(key, bytes);
    const address = { bucket: 'media-bucket', key };
    const budget = { deadline: Date.now() + 20_000 };
    const tool = new MediaInfo({ reading });
    const opened = await openObject(origin.source, address, budget, tool, { reading, ...options });
    try {
      return await describeObject(opened);
    } finally {
      await opened.close();
    }
  }

  const argumentsOf = ({ report }: Description): string => report!.arguments.join(' ');

  /** What the fast description says and the exact one does not. */
  function wrongIn(fast: Description, exact: Description): unknown[] {
    const columns = Object.entries(fast.columns).filter(
      ([name, value]) =>
        !name.startsWith('Meta_data') &&
        String(value) !== String(exact.columns[name as keyof typeof exact.columns]),
    );
    const fields = compareReports(fast.report!.xml, exact.report!.xml).flatMap(({ wrong }) => wrong);
    const verdicts = [fast, exact].map(({ status, doubts, reason }) => `${status} ${doubts} ${reason}`);
    return [...columns, ...fields, ...(verdicts[0] === verdicts[1] ? [] : verdicts)];
  }

  /** So few bytes come in by themselves that no fixture is small enough to be read exactly. */
  const LITTLE: OpenOptions = { settings: { headBytes: 8_192, tailBytes: 4_096 } };

  it.each(fixtures().filter((name) => isReadFast(name) && name !== 'empty.mp4'))(
    'of %s says nothing that an exact one does not say',
    async (name) => {
      const bytes = readFileSync(join(MEDIA, name));
      const exact = await read(name, bytes, 'exact');
      expect(wrongIn(await read(name, bytes, 'fast'), exact)).toEqual([]);
      expect(wrongIn(await read(name, bytes, 'fast', LITTLE), exact)).toEqual([]);
    },
  );

  it.each([
    ['film.mp4', grownMp4('moov-first.mp4')],
    ['clip.mov', grownMp4('moov-last.mp4')],
    ['channel.ts', grownStream('h264.ts')],
  ])('of %s is kept, with fewer bytes and what is sure of the columns', async (key, bytes) => {
    const exact = await read(key, bytes, 'exact');
    const fast = await read(key, bytes, 'fast');
    expect(argumentsOf(fast)).toBe(FAST);
    expect(wrongIn(fast, exact)).toEqual([]);
    expect(fast.columns).toMatchObject({
      Format: exact.columns['Format'],
      DurationMs: exact.columns['DurationMs'],
      VideoFormat: exact.columns['VideoFormat'],
      VideoWidth: exact.columns['VideoWidth'],
      VideoHeight: exact.columns['VideoHeight'],
    });
    expect(fast.columns).not.toHaveProperty('Tracks');
  });

  it('of an MXF tells of its pictures, and leaves out what its sound may be', async () => {
    const bytes = readFileSync(join(MEDIA, 'op1a.mxf'));
    const exact = await read('camera.mxf', bytes, 'exact');
    // In so many bytes at the end there is a group of pictures.
    const fast = await read('camera.mxf', bytes, 'fast', {
      settings: { headBytes: 65_536, tailBytes: 131_072 },
    });
    expect(argumentsOf(fast)).toBe(FAST_MXF);
    expect(wrongIn(fast, exact)).toEqual([]);
    expect(fast.columns).toMatchObject({
      Format: 'MXF',
      DurationMs: exact.columns['DurationMs'],
      HasAudio: true,
      VideoFormat: 'MPEG Video',
      VideoWidth: exact.columns['VideoWidth'],
    });
    expect(exact.columns).toMatchObject({ AudioFormat: 'PCM' });
    expect(Object.keys(fast.columns).filter((name) => name.startsWith('Audio'))).toEqual([]);
    expect(fast.report!.xml).not.toContain('PCM');
  });

  it('is exact of an MXF whose end shows no group of pictures', async () => {
    const bytes = readFileSync(join(MEDIA, 'op1a.mxf'));
    const settings = { headBytes: 65_536, tailBytes: 4_096 };
    expect(argumentsOf(await read('camera.mxf', bytes, 'fast', { settings }))).toBe(EXACT);
  });

  it('is exact where the whole object comes in anyway, whether or not the event told its size', async () => {
    const bytes = readFileSync(join(MEDIA, 'moov-first.mp4'));
    for (const options of [{}, { sizeInEvent: bytes.length }, { sizeInEvent: 1e9 }]) {
      const found = await read('small.mp4', bytes, 'fast', options);
      expect(argumentsOf(found)).toBe(EXACT);
      expect(found.columns).toHaveProperty('Tracks');
    }
  });

  it('is exact when a codec has to be read exactly', async () => {
    const bytes = grownMp4('prores.mov');
    const found = await read('camera.mov', bytes, 'fast', { sizeInEvent: bytes.length });
    expect(argumentsOf(found)).toBe(EXACT);
    expect(found.columns).toMatchObject({ AudioFormat: 'PCM' });
    // What is here already is not asked for again.
    expect(found.cost!.bytes).toBeLessThan(bytes.length);
  });

  it('is exact when the object is none of the containers that were compared', async () => {
    const padded = Buffer.concat([readFileSync(join(MEDIA, 'wmv2.wmv')), Buffer.alloc(4_200_000)]);
    const found = await read('named-wrongly.mp4', padded, 'fast');
    expect(argumentsOf(found)).toBe(EXACT);
    expect(found.columns).toMatchObject({ Format: 'Windows Media' });
  });

  it('is exact when the video changes between the beginning and the end', async () => {
    const stream = grownStream('h264.ts');
    // The last parameter sets tell another level.
    const at = stream.lastIndexOf(Buffer.from('00000167', 'hex'));
    stream[at + 6] = stream[at + 6]! + 1;
    expect(argumentsOf(await read('joined.ts', stream, 'fast'))).toBe(EXACT);
  });
});
