import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeObject } from '../../../functions/extract/describe';
import { MediaInfo } from '../../../functions/extract/mediainfo/mediainfo';
import { openObject } from '../../../functions/extract/open-object';
import { MEDIA } from './support/local-report';
import { withOrigin } from './support/with-origin';

const CONTAINERS = join(MEDIA, '..', 'containers');
const read = (name: string): Buffer => {
  try {
    return readFileSync(join(MEDIA, name));
  } catch {
    return readFileSync(join(CONTAINERS, name));
  }
};

/** Containers that tell how long they are, by MediaInfo's word or by their own bytes. */
const TELLING = [
  ...['moov-first.mp4', 'moov-last.mp4', 'fragmented.mp4', 'prores.mov', 'aac.m4a', 'vp9.webm', 'op1a.mxf'],
  ...[
    'hevc-subtitles-chapters.mkv',
    'mpeg4.avi',
    'broadcast.wav',
    'pcm.aiff',
    'vbr.mp3',
    'still.jpg',
    'still.png',
  ],
  ...['wmv2.wmv', 'sound.wma', 'sound.w64', 'sound.au', 'sound.caf', 'sound.tta', 'film.rm', 'picture.webp'],
];

/** Which do not: streams without a length, which a player takes as they come. */
const SILENT = ['vorbis.ogg', 'flv1.flv', 'adts.aac', 'surround.eac3', 'hi-res.flac'];

const SHARES = [0.9, 0.75, 0.55, 0.4];

jest.setTimeout(60_000);

describe('A file that is cut', () => {
  const origin = withOrigin();

  async function doubtsOf(key: string, bytes: Buffer): Promise<string[]> {
    origin.put(key, bytes);
    const address = { bucket: 'media-bucket', key };
    // The ends of an object are two ranges, as of a large one.
    const settings = { headBytes: 64 * 1024, tailBytes: 8 * 1024 };
    const budget = { deadline: Date.now() + 20_000 };
    const opened = await openObject(origin.source, address, budget, new MediaInfo(), { settings });
    try {
      return (await describeObject(opened)).doubts;
    } finally {
      await opened.close();
    }
  }

  it.each(TELLING)('is found to be so, wherever it is cut: %s', async (name) => {
    const whole = read(name);
    expect(await doubtsOf(name, whole)).not.toContain('TRUNCATED');
    for (const share of SHARES) {
      const doubts = await doubtsOf(name, whole.subarray(0, Math.floor(whole.length * share)));
      expect([share, doubts]).toEqual([share, expect.arrayContaining(['TRUNCATED'])]);
    }
  });

  it.each(SILENT)('is not found to be so where nothing tells: %s', async (name) => {
    const whole = read(name);
    expect(await doubtsOf(name, whole.subarray(0, Math.floor(whole.length / 2)))).toEqual([]);
  });

  it('is a large photo, of which the first and the last bytes are here', async () => {
    const photo = largePhoto();
    expect(photo.length).toBeGreaterThan(2 * 64 * 1024);
    expect(await doubtsOf('large.jpg', photo)).toEqual([]);
    expect(await doubtsOf('large.jpg', photo.subarray(0, 100_000))).toEqual(['TRUNCATED']);
    // What programs put behind a picture is no sign of a cut.
    for (const behind of [Buffer.alloc(20_000), Buffer.from('x'.repeat(20_000)), localFilm()]) {
      expect(await doubtsOf('large.jpg', Buffer.concat([photo, behind]))).not.toContain('TRUNCATED');
    }
  });

  it.each([
    ['that was written as a stream', 'sound.au', (file: Buffer) => file.fill(0xff, 8, 12)],
    [
      'that was written as a stream',
      'sound.caf',
      (file: Buffer) => file.fill(0xff, file.indexOf('data') + 4, file.indexOf('data') + 12),
    ],
    ['that is padded', 'picture.webp', (file: Buffer) => Buffer.concat([file, Buffer.alloc(100)])],
    ['with a text behind it', 'still.png', (file: Buffer) => Buffer.concat([file, Buffer.from('a text')])],
    ['whose header counts itself', 'sound.w64', (file: Buffer) => write64(file, 16, file.length + 16)],
  ])('is not one %s: %s', async (_, name, change) => {
    expect(await doubtsOf(name, change(Buffer.from(read(name))))).not.toContain('TRUNCATED');
  });
});

const localFilm = (): Buffer => read('moov-first.mp4');

function write64(file: Buffer, at: number, value: number): Buffer {
  file.writeBigUInt64LE(BigInt(value), at);
  return file;
}

/** A photo with so long a scan: bits of noise, each 0xFF of which is escaped. */
function largePhoto(): Buffer {
  const still = read('still.jpg');
  const scan = still.indexOf(Buffer.from('ffda', 'hex'));
  const start = scan + 2 + still.readUInt16BE(scan + 2);
  let seed = 1;
  const noise = Array.from({ length: 150_000 }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return (seed >> 16) & 0xff;
  });
  const escaped = noise.flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte]));
  return Buffer.concat([still.subarray(0, start), Buffer.from(escaped), Buffer.from('ffd9', 'hex')]);
}
