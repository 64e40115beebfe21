import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { reportOptions } from '../../../../contract/reading-mode';
import { mediaInfoCommand, mediaInfoHome } from '../../../../functions/extract/mediainfo/home';

export const MEDIA = join(__dirname, '../../../fixtures/media');

export const fixtures = (): string[] => readdirSync(MEDIA).filter((name) => !name.startsWith('.'));

/** What the shipped mediainfo prints for a local file where it lies, without any of our own in between. */
export function reportInPlace(path: string, options = reportOptions('exact', '')): string {
  const { command, args, env } = mediaInfoCommand(mediaInfoHome());
  const own = args.slice(args.indexOf('--preload') + 2);
  return execFileSync(command, [...own, ...options, path], {
    env,
    maxBuffer: 64e6,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
}

/** The measure of fidelity: what it prints for the file alone in an empty folder. */
export function localReport(path: string, options = reportOptions('exact', '')): string {
  const folder = mkdtempSync(join(tmpdir(), 'alone-'));
  try {
    const alone = join(folder, basename(path));
    cpSync(path, alone, { preserveTimestamps: true });
    return reportInPlace(alone, options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const PATH_RELATED =
  /<(CompleteName|FolderName|FileName|FileNameExtension|FileExtension|File_Modified_Date|File_Modified_Date_Local)>[^<]*<\/\1>\n/g;

/** A report without what only says where the file is and when it was put there. */
export const withoutPath = (xml: string): string =>
  xml.replace(/<media ref="[^"]*">/, '<media>').replace(PATH_RELATED, '');
