import { type StatusTraits, traitsOf } from '../../contract/statuses';
import type { Cell, FoundRow } from '../search/found-row';
import { cellText, isNumeric, oneLine } from './cell-text';
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

function single(name: string, head = name): View {
  const align = isNumeric(name) ? 'right' : 'left';
  return { head, align, needs: [name], show: (row) => cellText(name, row[name], { plain: true }) };
}

/** What people first want to know of an object. */
export const GLANCE: View[] = [
  {
    head: 'Key',
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
