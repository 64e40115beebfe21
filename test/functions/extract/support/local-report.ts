import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { reportOptions } from '../../../../contract/reading-mode';
import { mediaInfoCommand, mediaInfoHome } from '../../../../functions/extract/mediainfo/home';
import { keptText } from '../../../setup/kept-text';

export const MEDIA = join(__dirname, '../../../fixtures/media');

export const fixtures = (): string[] => readdirSync(MEDIA).filter((name) => !name.startsWith('.'));

/** The shipped mediainfo's report on a local file in its place, without any of our code. */
export function reportInPlace(path: string, options = reportOptions('exact', '')): string {
  const { command, args, env } = mediaInfoCommand(mediaInfoHome());
  const own = args.slice(args.indexOf('--preload') + 2);
  return execFileSync(command, [...own, ...options, path], {
    env,
    maxBuffer: 64e6,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
}

/** The report that ours must equal: that on the file alone in an empty folder. Made once in a run. */
export function localReport(path: string, options = reportOptions('exact', '')): string {
  const about = [basename(path), statSync(path).mtimeMs, options, readFileSync(path).toString('base64')];
  const name = createHash('sha256').update(JSON.stringify(about)).digest('hex');
  return keptText(`report-${name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'alone-'));
    try {
      const alone = join(folder, basename(path));
      cpSync(path, alone, { preserveTimestamps: true });
      return reportInPlace(alone, options);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

const PATH_RELATED =
  /<(CompleteName|FolderName|FileName|FileNameExtension|FileExtension|File_Modified_Date|File_Modified_Date_Local)>[^<]*<\/\1>\n/g;

/** A report without the fields that only say where the file is and when it was written there. */
export const withoutPath = (xml: string): string =>
  xml.replace(/<media ref="[^"]*">/, '<media>').replace(PATH_RELATED, '');
