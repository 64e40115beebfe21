import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEDIA_COLUMNS } from '../../contract/columns';
import type { ListedContainer } from '../../functions/extract/mediainfo/sure-fields';

const PAGE = join(__dirname, '../../docs/reading.md');
const START = '<!-- Written by `test/reading/derive.ts`; changes made here are lost. -->';
const END = '<!-- End of what is written. -->';

const codes = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

/** The tables of what `fast` tells. */
export function renderFast(containers: Record<string, ListedContainer>): string {
  const rows = Object.entries(containers).map(([container, { columns, tracks }]) => {
    const of = (kind: string): string => Object.keys(tracks[kind]?.codecs ?? {}).join(', ');
    return `| ${container} | ${of('Video')} | ${of('Audio')} | ${of('Text')} | ${columns.split(' ').length} |`;
  });
  const lists = Object.entries(containers).map(
    ([container, { columns }]) => [container, columns.split(' ')] as const,
  );
  const everywhere = MEDIA_COLUMNS.map(({ name }) => name).filter((name) =>
    lists.every(([, told]) => told.includes(name)),
  );
  const others = lists.map(
    ([container, told]) =>
      `| ${container} | ${codes(told.filter((name) => !everywhere.includes(name as never)))} |`,
  );
  return [
    START,
    '| Container | Video | Sound | Texts | Columns told |',
    '|---|---|---|---|--:|',
    ...rows,
    '',
    '| Container | Columns told of it, when the file has them |',
    '|---|---|',
    `| all | ${codes(everywhere)} |`,
    ...others,
    END,
  ].join('\n');
}

const split = (page: string): [string, string, string] => {
  const start = page.indexOf(START);
  const end = page.indexOf(END) + END.length;
  if (start < 0 || end < start) throw new Error(`${PAGE}: the comments around the tables are missing.`);
  return [page.slice(0, start), page.slice(start, end), page.slice(end)];
};

/** The tables as the page has them. */
export const writtenFast = (): string => split(readFileSync(PAGE, 'utf8'))[1];

export function updatePage(containers: Record<string, ListedContainer>): void {
  const [before, , after] = split(readFileSync(PAGE, 'utf8'));
  writeFileSync(PAGE, before + renderFast(containers) + after);
}
