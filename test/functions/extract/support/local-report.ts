import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mediaInfoCommand, mediaInfoHome } from '../../../../functions/extract/mediainfo/home';

export const MEDIA = join(__dirname, '../../../fixtures/media');

export const fixtures = (): string[] => readdirSync(MEDIA).filter((name) => !name.startsWith('.'));

/** What the shipped mediainfo prints for a local file, without any of our own in between. */
export function localReport(path: string): string {
  const { file, args, env } = mediaInfoCommand(mediaInfoHome());
  const own = args.slice(args.indexOf('--preload') + 2);
  return execFileSync(file, [...own, '--Full', '--Output=XML', path], {
    env,
    maxBuffer: 64e6,
  }).toString();
}

const PATH_RELATED =
  /<(CompleteName|FolderName|FileName|FileNameExtension|FileExtension|File_Modified_Date|File_Modified_Date_Local)>[^<]*<\/\1>\n/g;

/** A report without what only says where the file is and when it was put there. */
export const withoutPath = (xml: string): string =>
  xml.replace(/<media ref="[^"]*">/, '<media>').replace(PATH_RELATED, '');
