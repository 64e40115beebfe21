import { join } from 'node:path';
import { parseReport } from '../../../../functions/extract/report/parse-report';
import { type Facts, factsOfFfprobe, factsOfMediabunny, factsOfReport } from '../support/facts';
import { fixtures, localReport, MEDIA } from '../support/local-report';

type Explained = Record<string, Partial<Record<keyof Facts, string>>>;

const STILL = {
  frameRate: 'A still has none; ffprobe plays it as a film.',
  displayAspectRatio: 'MediaInfo tells it of films only.',
};

/** What ffprobe reports differently, or alone, and why the columns are still right. */
const FFPROBE: Explained = {
  'adts.aac': { durationMs: 'ADTS tells none; ffprobe guesses from size and bit rate, MediaInfo does not.' },
  'h264.ts': {
    durationMs: 'A transport stream tells none: each estimates it, from other clocks of the stream.',
    frameRate: 'The stream does not declare its rate fixed, so MediaInfo names none.',
  },
  'prores.mov': { bitDepth: 'ProRes tells none; ffprobe says what its decoder puts out.' },
  'still.jpg': { ...STILL, durationMs: 'A still has none; ffprobe plays it for one frame.' },
  'still.png': STILL,
  'still.tiff': { ...STILL, videoFormats: 'MediaInfo names the compression, PackBits, ffprobe the file.' },
  'vbr.mp3': { durationMs: 'MediaInfo leaves out the encoder’s padding, 49 ms, which the file tells of.' },
  'wmv2.wmv': {
    durationMs: 'The header says more than either stream holds; of those ffprobe, too, says 4,043 ms.',
  },
};

/** The same for mediabunny. */
const MEDIABUNNY: Explained = {
  'adts.aac': { durationMs: 'Mediabunny reads the whole file and counts; MediaInfo does not.' },
  'broadcast.wav': { audioCodecString: 'RFC 6381 has no name for PCM; mediabunny takes that of WebCodecs.' },
  'cut.mkv': { videoCodecString: 'HEVC: the report does not tell the compatibility flags.' },
  'h264.ts': { durationMs: 'Mediabunny counts from 0, not from the first time stamp, 1.4 s later.' },
  'hevc-subtitles-chapters.mkv': {
    videoCodecString: 'HEVC: the report does not tell the compatibility flags.',
  },
  'phone.mp4': { durationMs: 'Mediabunny counts a last frame that the edit list cuts off.' },
  'prores.mov': { audioCodecString: 'RFC 6381 has no name for PCM; mediabunny takes that of WebCodecs.' },
  'vbr.mp3': { durationMs: 'MediaInfo leaves out the encoder’s padding, 49 ms, which the file tells of.' },
  'vp9.webm': { videoCodecString: 'VP9: the report does not tell the level.' },
};

const TOLERANCE: Partial<Record<keyof Facts, number>> = {
  // One frame at 25 frames per second, because some readers count only to the beginning of the last frame.
  durationMs: 40,
  // MediaInfo prints three decimals.
  displayAspectRatio: 0.001,
  frameRate: 0.001,
};

/** The first files are broken on purpose. From GIF on, mediabunny does not know the format. */
const UNREADABLE = ['cut-moov-last.mp4', 'empty.mp4', 'one-byte.mov', 'text.mp4'];
const UNKNOWN = /\.(gif|flv|avi|mxf|aiff|mpg|jpg|png|tiff|eac3|wmv)$|^(empty|text)\.mp4$|^one-byte\.mov$/;

const ours = (file: string): Facts => factsOfReport(parseReport(localReport(join(MEDIA, file))));

const agree = (name: keyof Facts, a: Facts[keyof Facts], b: Facts[keyof Facts]): boolean =>
  typeof a === 'number' && typeof b === 'number'
    ? Math.abs(a - b) <= (TOLERANCE[name] ?? 0)
    : JSON.stringify(a) === JSON.stringify(b);

/** Facts of the other reader that differ from the columns, and the number of facts compared. */
function compare(columns: Facts, theirs: Facts): { differing: string[]; told: number } {
  const told = (Object.keys(theirs) as (keyof Facts)[]).filter((name) => theirs[name] !== undefined);
  const differing = told.filter((name) => !agree(name, columns[name], theirs[name]));
  return { differing: differing.sort(), told: told.length };
}

const explained = (table: Explained, file: string): string[] => Object.keys(table[file] ?? {}).sort();

describe('the columns agree with ffprobe', () => {
  it.each(fixtures().filter((file) => !UNREADABLE.includes(file)))('on %s', (file) => {
    const { differing, told } = compare(ours(file), factsOfFfprobe(file)!);
    expect(differing).toEqual(explained(FFPROBE, file));
    expect(told).toBeGreaterThanOrEqual(5);
  });

  it.each(UNREADABLE)('on %s: neither finds a stream', (file) => {
    expect(factsOfFfprobe(file)).toBeUndefined();
    const { videoFormats, audioFormats } = ours(file);
    expect([videoFormats, audioFormats]).toEqual([undefined, undefined]);
  });
});

describe('the columns agree with mediabunny', () => {
  it.each(fixtures().filter((file) => !UNKNOWN.test(file)))('on %s', async (file) => {
    const { differing, told } = compare(ours(file), (await factsOfMediabunny(file))!);
    expect(differing).toEqual(explained(MEDIABUNNY, file));
    expect(told).toBeGreaterThanOrEqual(file === 'cut-moov-last.mp4' ? 0 : 4);
  });

  it.each(fixtures().filter((file) => UNKNOWN.test(file)))(
    'but for %s, which it cannot read',
    async (file) => {
      expect(await factsOfMediabunny(file)).toBeUndefined();
    },
  );
});
