import { type StatusTraits, traitsOf } from '../../contract/statuses';
import { oneLine } from '../program/printable';
import type { Cell, FoundRow } from '../search/found-row';
import { cellText, isNumeric } from './cell-text';
import type { TableCell, TableColumn } from './table';

/** A column of a table for people. It may combine several columns of the row. */
export interface View extends TableColumn {
  /** The columns of the row that it shows. */
  needs: string[];
  show(row: FoundRow): string;
}

const first = (row: FoundRow, ...names: string[]): string =>
  names.map((name) => cellText(name, row[name])).find((text) => text !== '') ?? '';
const bare = (cell: Cell | undefined): string => (cell === undefined ? '' : String(cell));

/** Keys of a folder begin alike, and the end tells what kind of file it is. */
const cutFromOf = (name: string): 'middle' | 'end' => (/^(Object)?Key$/.test(name) ? 'middle' : 'end');

function single(name: string, head = name): View {
  const align = isNumeric(name) ? 'right' : 'left';
  // Numbers are whole or not there at all: a part of one would be another number.
  const cuts = align === 'left' ? { least: LEAST_TEXT, cutFrom: cutFromOf(name) } : {};
  return { head, align, ...cuts, needs: [name], show: (row) => cellText(name, row[name], { plain: true }) };
}

/** Columns of a terminal that a text is cut to at most: `TOO_LARGE`, `2026-11-22`, the beginning of a sentence. */
const LEAST_TEXT = 10;
/** Of a key with its beginning and its end: what leaves half of the narrowest terminal to other columns. */
const LEAST_KEY = 18;

/** What an object is, at a glance. */
export const GLANCE: View[] = [
  {
    head: 'Key',
    least: LEAST_KEY,
    cutFrom: cutFromOf('Key'),
    needs: ['Key', 'ObjectKey'],
    show: (row) => oneLine(String(row['Key'] ?? row['ObjectKey'])),
  },
  single('Status'),
  single('Format'),
  single('DurationMs', 'Duration'),
  {
    head: 'Picture',
    align: 'right',
    needs: ['VideoWidth', 'VideoHeight', 'ImageWidth', 'ImageHeight'],
    show: (row) => {
      const [width, height] = [
        bare(row['VideoWidth'] ?? row['ImageWidth']),
        bare(row['VideoHeight'] ?? row['ImageHeight']),
      ];
      return width && height ? `${width}×${height}` : '';
    },
  },
  {
    head: 'Codecs',
    needs: ['VideoFormat', 'AudioFormat', 'ImageFormat'],
    show: (row) =>
      ['VideoFormat', 'AudioFormat', 'ImageFormat']
        .map((name) => first(row, name))
        .filter(Boolean)
        .join(' + '),
  },
  single('OverallBitRate', 'Bit rate'),
];

/** The same, with size and time of the object in the bucket. */
export const OVERVIEW: View[] = [...GLANCE, single('Size'), single('LastModified', 'Modified')];

/** What people want to know when a description failed. */
export const FAILURES: View[] = [
  OVERVIEW[0]!,
  single('Status'),
  single('LastModified', 'Modified'),
  single('Reason'),
];

/** The columns that the user named. */
export const viewsOf = (names: string[]): View[] => names.map((name) => single(name));

type Colours = Record<StatusTraits['colour'], (text: string) => string>;

/** The cells of a row. The status has its colour. */
export function cellsOf(row: FoundRow, views: View[], colours: Colours): TableCell[] {
  return views.map((view) => {
    const text = view.show(row);
    if (view.head !== 'Status') return text;
    return { text, colour: colours[traitsOf(text)?.colour ?? 'yellow'] };
  });
}
