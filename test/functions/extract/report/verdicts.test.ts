import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeObject } from '../../../../functions/extract/describe';
import { reportInPlace } from '../support/local-report';
import {
  fixture,
  gridPicture,
  liveInit,
  OTHER_CONTENT,
  pictureChapters,
  segments,
} from '../support/made-files';
import { NAMING_FILES } from '../support/naming-files';
import { openedWith } from '../support/opened-object';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verdicts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What is said of an object with this key and these bytes. */
async function described(key: string, bytes: Buffer | string, contentType?: string) {
  const path = join(folder, key);
  writeFileSync(path, bytes);
  const opened = openedWith(reportInPlace(path), Buffer.byteLength(bytes));
  return describeObject({ ...opened, version: { ...opened.version, contentType } });
}

const NOWHERE = { mp4: '/nowhere/a.mp4', ts: '/nowhere/a.ts', relativeTs: 'a.ts' };
const naming = (name: string): string =>
  String(NAMING_FILES.find((file) => file.name === name)!.content(NOWHERE));

const SUBTITLES = {
  ttml: '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="de"><body><div><p begin="0s" end="2s">a</p></div></body></tt>',
  // MediaInfo does not recognise shorter ones.
  ass:
    '[Script Info]\nScriptType: v4.00+\n[V4+ Styles]\n[Events]\n' +
    'Dialogue: 0,0:00:00.50,0:00:02.00,Default,,0,0,0,,Good morning\n'.repeat(9),
  vtt: 'WEBVTT\n\n00:00.500 --> 00:02.000\na\n',
};

describe('a part of a presentation is described, with its role', () => {
  it.each([
    ['a.m3u8', naming('absolute.m3u8'), 'playlist'],
    ['a.m3u', naming('absolute.m3u8'), 'playlist'],
    ['a.mpd', naming('dash.mpd'), 'manifest'],
    ['a.ism', naming('smooth.ism'), 'manifest'],
    ['composition.xml', naming('composition.xml'), 'package'],
    ['wrapper.dxw', naming('wrapper.dxw'), 'package'],
    ['init.mp4', segments().init, 'init segment'],
    ['init', segments().init, 'init segment'],
    ['live.m4s', liveInit(), 'init segment'],
    ['1.m4s', segments().media, 'media segment'],
    ['1.mp4', segments().media, 'media segment'],
    ['1', segments().media, 'media segment'],
  ])('%s', async (key, bytes, role) => {
    const { status, doubts, columns } = await described(key, bytes);
    expect({ status, doubts, role: columns['Role'] }).toEqual({ status: 'DESCRIBED', doubts: [], role });
    expect(Object.keys(columns).filter((name) => name.endsWith('DurationMs'))).toEqual([]);
  });

  it('but neither a whole film nor one that was broken off has one', async () => {
    for (const name of ['fragmented.mp4', 'moov-first.mp4', 'vp9.webm', 'cut-moov-last.mp4', 'cut.mkv']) {
      expect((await described(name, fixture(name))).columns).not.toHaveProperty('Role');
    }
  });
});

describe('an extension brings no doubt', () => {
  it.each([
    ['0b9c2a7e-5d1f-4c6b-9a57-2f1f0f2f3b11', 'moov-first.mp4'],
    ['2026.01.02', 'moov-first.mp4'],
    ['film.tmp', 'hevc-subtitles-chapters.mkv'],
    ['film.mts', 'h264.ts'],
    ['film.m2ts', 'h264.ts'],
    ['film.m4s', 'h264.ts'],
    ['film.mpe', 'program-stream.mpg'],
    ['film.MOV', 'moov-first.mp4'],
    ['sound.bwf', 'broadcast.wav'],
    ['picture.jfif', 'still.jpg'],
  ])('%s', async (key, name) => {
    expect(await described(key, fixture(name))).toMatchObject({ status: 'DESCRIBED', doubts: [] });
  });

  it.each([
    ['a.xml', SUBTITLES.ttml],
    ['a.itt', SUBTITLES.ttml],
    ['a.ass', SUBTITLES.ass],
    ['a.webvtt', SUBTITLES.vtt],
  ])('%s', async (key, text) => {
    expect(await described(key, text)).toMatchObject({ status: 'DESCRIBED', doubts: [] });
  });

  it.each([
    ['film.jpg', 'moov-first.mp4'],
    ['picture.mp4', 'still.png'],
    ['sound.wav', 'vbr.mp3'],
    ['picture.pdf', 'still.jpg'],
    ['film.avi', 'hevc-subtitles-chapters.mkv'],
  ])('unless it is that of something else: %s', async (key, name) => {
    expect(await described(key, fixture(name))).toMatchObject({
      status: 'DOUBTFUL',
      doubts: ['EXTENSION_INVALID'],
    });
  });
});

describe('what is no media', () => {
  it.each(Object.keys(OTHER_CONTENT))('is NOT_MEDIA, without a stream: %s', async (key) => {
    const { status, doubts, columns } = await described(key, OTHER_CONTENT[key]!());
    expect({ status, doubts }).toEqual({ status: 'NOT_MEDIA', doubts: [] });
    const told = Object.keys(columns).filter((name) => /^(?:Video|Audio|Text|Image|Other)/.test(name));
    expect(told).toEqual([]);
  });

  it.each([
    ['a.mp4', undefined, 'by the extension .mp4'],
    ['a.JXL', undefined, 'by the extension .JXL'],
    ['a', 'video/mp4', 'by the Content-Type video/mp4'],
    ['a.tmp', 'audio/ogg', 'by the Content-Type audio/ogg'],
  ])('and named like media is UNRECOGNISED: %s %s', async (key, contentType, words) => {
    const { status, reason } = await described(key, 'shopping list', contentType);
    expect(status).toBe('UNRECOGNISED');
    expect(reason).toContain(words);
  });

  it('but has the name of media is so too, and its format is told', async () => {
    const { status, reason } = await described('a.mp4', OTHER_CONTENT['report.pdf']!());
    expect({ status, reason }).toEqual({
      status: 'UNRECOGNISED',
      reason:
        'The object is named like media, by the extension .mp4, but it is of the format PDF, which is not media.',
    });
  });

  it.each([
    ['a.svg', 'image/svg+xml'],
    ['a.txt', 'video/mp4'],
    ['a.d.ts', 'video/mp2t'],
    ['a', 'text/plain'],
    ['a', undefined],
  ])('is not named like media: %s %s', async (key, contentType) => {
    expect(await described(key, 'shopping list', contentType)).toMatchObject({ status: 'NOT_MEDIA' });
  });
});

describe('the columns', () => {
  it('of a grid are those of the whole picture', async () => {
    const { status, doubts, columns } = await described('IMG_0001.HEIC', gridPicture());
    expect({ status, doubts }).toEqual({ status: 'DESCRIBED', doubts: [] });
    expect(columns).toMatchObject({
      Format: 'HEIF',
      ImageFormat: 'HEVC',
      ImageWidth: 1_024n,
      ImageHeight: 768n,
      ImageCount: 1n,
    });
  });

  it('of a sound with pictures for its chapters tell of no video', async () => {
    const { columns } = await described('podcast.m4a', pictureChapters());
    expect(columns).toMatchObject({ AudioFormat: 'PCM', ImageFormat: 'JPEG', ImageCount: 1n });
    expect(Object.keys(columns).filter((name) => name.startsWith('Video'))).toEqual([]);
  });

  it('name the container, not its brand', async () => {
    const film = Buffer.from(fixture('moov-first.mp4'));
    film.write('cmfc', film.indexOf('ftyp') + 4);
    const { status, columns } = await described('a.mp4', film);
    expect({ status, format: columns['Format'] }).toEqual({ status: 'DESCRIBED', format: 'MPEG-4' });
    expect(String(columns['Meta_data'])).toContain('<Format>cmfc</Format>');
  });
});
