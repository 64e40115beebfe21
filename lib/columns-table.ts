import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS, type Column, TRACK_FIELDS, TRACK_KINDS, TRACKS_COLUMN } from '../contract/columns';
import { DOUBTS } from '../contract/doubts';
import { ROLES } from '../contract/roles';
import { STATUS_NAMES, STATUSES } from '../contract/statuses';
import { PROJECT_ROOT } from './project-root';

const row = (cells: string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

type Described = Pick<Column, 'name' | 'type' | 'unit' | 'source' | 'description' | 'example'>;

const cellsOf = ({ name, type, unit, source, description, example }: Described): string[] => [
  `\`${name}\``,
  type,
  unit ?? '',
  source,
  description,
  `\`${example}\``,
];

/**
 * The content of `docs/columns.md`: every column, generated from the definitions that the function uses to
 * write rows.
 */
export function renderColumns(): string {
  return [
    '<!-- Written by `npm run docs`; changes made here are lost. -->',
    '# Columns',
    '',
    '`integer` is a 64-bit integer, `double` a 64-bit float, `time` ISO 8601 text in UTC with milliseconds (it sorts as it',
    'is), `list` a JSON array of strings, `position` a text `LATITUDE,LONGITUDE` (a geo-point of the search index), `rows` a',
    "JSON array of objects. A column without a value is absent. *Source* names the track and field of MediaInfo's report, or",
    'who else tells it. The examples of what MediaInfo tells are from `test/fixtures` and `assets/samples`, where a file there',
    'has the column.',
    '',
    'A list that had to be cut ends with the item `…`. A year or a month that stands alone is its first moment; a time without',
    'a zone is taken as UTC. A number beyond what can be, such as all ones, is taken as unknown.',
    '',
    'The columns of an image are those of the picture that the object is about: of the grid, not of its tiles, and of the',
    'photograph, not of its thumbnail. Covers and the pictures of chapters count as images, not as video.',
    '',
    row(['Column', 'Type', 'Unit', 'Source', 'Meaning', 'Example']),
    '|---|---|---|---|---|---|',
    ...COLUMNS.map((column) => row(cellsOf(column))),
    '',
    `## ${TRACKS_COLUMN}`,
    '',
    `Each object of \`${TRACKS_COLUMN}\` is one track, in the order of the report. A query asks for one with`,
    `${Object.keys(TRACK_KINDS)
      .map((word) => `\`${word}(…)\``)
      .join(', ')}: \`audio(Language=ja and Channels>=6)\`.`,
    '',
    row(['Field', 'Type', 'Unit', 'Source', 'Meaning', 'Example']),
    '|---|---|---|---|---|---|',
    ...TRACK_FIELDS.map((field) => row(cellsOf(field))),
    '',
    '## Statuses',
    '',
    row(['Status', 'Meaning', 'Can change without a new version']),
    '|---|---|---|',
    ...STATUS_NAMES.map((name) => {
      const { meaning, retryable } = STATUSES[name];
      return row([`\`${name}\``, meaning, retryable ? 'yes: `media retry`' : 'no']);
    }),
    '',
    '## Doubts',
    '',
    row(['Doubt', 'Meaning']),
    '|---|---|',
    ...Object.entries(DOUBTS).map(([name, meaning]) => row([`\`${name}\``, meaning])),
    '',
    '## Roles',
    '',
    'What has a role is described as it is: it brings no doubt that it has no streams, no duration or no size.',
    '',
    row(['Role', 'Meaning']),
    '|---|---|',
    ...Object.entries(ROLES).map(([name, meaning]) => row([`\`${name}\``, meaning])),
    '',
  ].join('\n');
}

export const COLUMNS_PAGE = join(PROJECT_ROOT, 'docs', 'columns.md');

/** Writes the page. */
export function updateColumns(): void {
  writeFileSync(COLUMNS_PAGE, renderColumns());
}
