import { COLUMNS, type Column, MEDIA_COLUMNS, type TrackType } from '../../contract/columns';
import { traitsOf } from '../../contract/statuses';
import { REPORT_COLUMN } from '../../contract/table';
import type { ObjectRow } from '../cloud/rows';
import { cellText, trackText } from '../output/cell-text';
import { withScale } from '../output/units';
import { oneLine } from '../program/printable';
import { isTracks, takenApart } from '../search/found-row';

/** Most tracks that are printed for people. `--json` prints all. */
const MOST_TRACKS = 20;

/** The headings for the row's columns, in the order of the docs. */
const GROUPS: Record<TrackType, string> = {
  General: 'General',
  Video: 'Video',
  Audio: 'Audio',
  Text: 'Subtitles and captions',
  Image: 'Image',
  Other: 'Timecode',
  Menu: 'Chapters',
};

/** Shown at the top already, or of no use to a person. */
const LEFT_OUT = new Set(['Key', 'Status', 'Reason', 'RevisionId']);

type Colours = Record<'bold' | 'dim' | 'green' | 'red' | 'yellow', (text: string) => string>;

/** A row for people: in groups, with units. */
export function renderRow(row: ObjectRow, colours: Colours): string {
  const { key, bucket, status, reason, xml } = row;
  const colour = colours[traitsOf(status)?.colour ?? 'yellow'];
  const lines = [
    colours.bold(oneLine(`oss://${bucket}/${key}`)),
    `${colour(oneLine(status))}${reason ? `  ${oneLine(reason)}` : ''}`,
  ];
  for (const { title, columns: shown } of sectionsOf(row)) {
    const width = Math.max(...shown.map(({ name }) => name.length));
    lines.push('', colours.bold(title));
    for (const column of shown) {
      const texts = valueTexts(column, row.columns[column.name]!);
      for (const [i, text] of texts.entries()) {
        lines.push(`  ${colours.dim((i === 0 ? column.name : '').padEnd(width))}  ${text}`);
      }
    }
  }
  if (xml !== null) {
    const size = withScale(Buffer.byteLength(xml), 'B');
    lines.push('', `${REPORT_COLUMN} holds the full report of ${size}: --xml prints it.`);
  }
  return lines.join('\n');
}

/** The columns that a row has, under the headings for a person; without those that are shown at the top. */
export function sectionsOf({ columns }: ObjectRow): { title: string; columns: Column[] }[] {
  return [...grouped(COLUMNS)]
    .map(([title, all]) => ({
      title,
      columns: all.filter(({ name }) => columns[name] !== undefined && !LEFT_OUT.has(name)),
    }))
    .filter((section) => section.columns.length > 0);
}

function grouped(columns: readonly Column[]): Map<string, Column[]> {
  const tracks = new Map(MEDIA_COLUMNS.map(({ name, track }) => [name, track]));
  const groups = new Map<string, Column[]>();
  let isObject = true;
  for (const column of columns) {
    const track = tracks.get(column.name);
    if (track) isObject = false;
    const title = track ? GROUPS[track] : isObject ? 'Object' : 'How the row came about';
    groups.set(title, [...(groups.get(title) ?? []), column]);
  }
  return groups;
}

/** A line for each track, one line for everything else. */
function valueTexts(column: Column, value: string | number | boolean): string[] {
  const cell = takenApart(column.name, value);
  if (!isTracks(cell)) return [valueText(column, value)];
  const more = cell.length - MOST_TRACKS;
  return [
    ...cell.slice(0, MOST_TRACKS).map(trackText),
    ...(more > 0 ? [`and ${more} more: --json prints them`] : []),
  ];
}

/** The readable form, and the exact number if the readable form is rounded. */
export function valueText(column: Column, value: string | number | boolean): string {
  const readable = cellText(column.name, takenApart(column.name, value));
  if (typeof value !== 'number' || !SCALED.has(column.unit ?? '')) return readable;
  const exact = `${value.toLocaleString('en-US')} ${column.unit}`;
  if (value >= 1000) return `${readable} (${exact})`;
  return column.unit === 'ms' ? exact : readable;
}

/** Units whose readable form is rounded. */
const SCALED = new Set(['ms', 'bytes', 'bit/s']);
