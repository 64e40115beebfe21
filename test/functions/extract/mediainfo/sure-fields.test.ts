import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNSURE_WHEN_FAST } from '../../../../functions/extract/mediainfo/unsure-fields';

const PAGE = readFileSync(join(__dirname, '../../../../docs/reading.md'), 'utf8');

/** The page's names for MediaInfo's formats. */
const ROWS: Record<string, string> = {
  'MPEG-4': 'MP4, QuickTime',
  Matroska: 'Matroska, WebM',
  WebM: 'Matroska, WebM',
  MXF: 'MXF',
  'MPEG-TS': 'MPEG-TS, M2TS (BDAV)',
  BDAV: 'MPEG-TS, M2TS (BDAV)',
  Wave: 'WAV',
};

it.each(Object.entries(UNSURE_WHEN_FAST))('the page names what is left out of %s', (format, tracks) => {
  const fast = PAGE.slice(PAGE.indexOf('## `fast`'));
  const row = fast.split('\n').find((line) => line.startsWith(`| ${ROWS[format]} |`));
  const named = row?.split(' | ')[4];
  const expected = Object.entries(tracks).map(
    ([type, names]) => `${type} ${names.map((name) => `\`${name}\``).join(', ')}`,
  );
  expect(named?.split('; ').sort()).toEqual(expected.sort());
});
