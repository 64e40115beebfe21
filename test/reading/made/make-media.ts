import { execFile } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { captionAvc, captionMpeg2 } from './captions';
import { SEGMENTS } from './segments';

const run = promisify(execFile);

/**
 * Parts of a track, with spaces between them: `segment*20` repeats the segment until it has 20 MB, `segment*20s` for 20 s,
 * `segment*20f` are its first 20 pictures.
 */
export type Track = string;

/** A file that is put together from segments. */
export interface Recipe {
  name: string;
  extension: string;
  tracks: Track[];
  /** Pictures per second. @default 25 */
  rate?: string;
  /** Arguments of ffmpeg before the output. */
  args?: string[];
  /** Files of the same kind that are appended byte by byte, as recorders do. */
  joined?: Recipe[];
  /** The share of the file that is kept: it was cut off. */
  kept?: number;
  /** Packets of 204 bytes instead of 188: 16 are added to each. */
  packets204?: boolean;
}

const WAV_SECONDS = 4;

/** All segments have it; the list of segments does not tell it, and MXF needs it. */
const RATE = '25';

const ffmpeg = (args: readonly string[]): Promise<unknown> =>
  run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-fflags', '+genpts', ...args], { timeout: 300_000 });

/** Makes each file from segments that are encoded once and kept in a folder. */
export class MediaMaker {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** @throws Error when ffmpeg fails, for example because it lacks the encoder */
  async make(recipe: Recipe, path: string): Promise<void> {
    const inputs: string[] = [];
    for (const [i, track] of recipe.tracks.entries()) {
      const list = join(this.folder, `${recipe.name}-${i}.txt`);
      writeFileSync(list, (await this.parts(track)).map((file) => `file '${file}'\n`).join(''));
      inputs.push('-f', 'concat', '-safe', '0', '-i', list);
    }
    const maps = recipe.tracks.flatMap((_, i) => ['-map', `${i}:0`]);
    const { args = [], joined = [], kept = 1, rate = RATE } = recipe;
    await ffmpeg([...inputs, ...maps, '-c', 'copy', '-r', rate, '-shortest', ...args, path]);
    for (const [i, other] of joined.entries()) {
      const part = `${path}.${i}.${recipe.extension}`;
      await this.make({ ...other, name: `${recipe.name}-joined-${i}` }, part);
      appendFileSync(path, readFileSync(part));
      truncateSync(part);
    }
    if (kept < 1) truncateSync(path, Math.floor(statSync(path).size * kept));
    if (recipe.packets204) writeFileSync(path, with204(readFileSync(path)));
  }

  /** The files of the segments, in their order. */
  private async parts(track: Track): Promise<string[]> {
    const files: string[] = [];
    for (const part of track.split(' ')) {
      const [, name = '', amount = '0', unit] = /^([\w-]+)\*([\d.]+)([sf]?)$/.exec(part) ?? [];
      const file = await this.segment(name);
      if (unit === 'f') {
        files.push(await this.firstPictures(file, amount));
        continue;
      }
      const each = unit === 's' ? WAV_SECONDS : statSync(file).size / 1e6;
      for (let i = 0; i < Math.ceil(Number(amount) / each); i += 1) files.push(file);
    }
    return files;
  }

  private async firstPictures(file: string, pictures: string): Promise<string> {
    const path = file.replace(/(\.\w+)$/, `-${pictures}f$1`);
    if (!existsSync(path)) await ffmpeg(['-i', file, '-c', 'copy', '-frames:v', pictures, path]);
    return path;
  }

  private async segment(name: string): Promise<string> {
    const segment = SEGMENTS[name];
    if (!segment) throw new Error(`Segment ${name}: SEGMENTS must have it.`);
    const { extension, args, captions } = segment;
    const isSpdif = extension === 'spdif';
    const path = join(this.folder, `${name}.${isSpdif ? 'mov' : extension}`);
    if (existsSync(path)) return path;
    const unfinished = (ending: string): string =>
      join(this.folder, `unfinished-${process.pid}-${name}.${ending}`);
    const result = unfinished(isSpdif ? 'mov' : extension);
    if (captions) {
      const [plain, captioned] = [unfinished('es'), unfinished('cc')];
      const format = captions === 'avc' ? 'h264' : 'mpegvideo';
      await ffmpeg([...args, '-f', captions === 'avc' ? 'h264' : 'mpeg2video', plain]);
      const bytes = readFileSync(plain);
      writeFileSync(captioned, captions === 'avc' ? captionAvc(bytes) : captionMpeg2(bytes));
      await ffmpeg(['-r', '25', '-f', format, '-i', captioned, '-c', 'copy', result]);
    } else if (isSpdif) {
      await ffmpeg([...args, unfinished('spdif')]);
      await ffmpeg([
        '-f',
        's16le',
        '-ar',
        '48000',
        '-ac',
        '2',
        '-i',
        unfinished('spdif'),
        '-c',
        'copy',
        result,
      ]);
    } else {
      await ffmpeg([...args, result]);
    }
    renameSync(result, path);
    return path;
  }
}

function with204(stream: Buffer): Buffer {
  const packets = Math.floor(stream.length / 188);
  const out = Buffer.alloc(packets * 204, 0xff);
  for (let i = 0; i < packets; i += 1) stream.copy(out, i * 204, i * 188, (i + 1) * 188);
  return out;
}
