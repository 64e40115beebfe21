import { type StatusTraits, traitsOf } from '../../contract/statuses';
import type { Cell, FoundRow } from '../search/found-row';
import { cellText, isNumeric, oneLine } from './cell-text';
import type { TableCell, TableColumn } from './table';

/** A column of a table for people: some join several columns of the row. */
export interface View extends TableColumn {
  /** Columns of the row that it is made of. */
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

/** What an object is, at a glance. */
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

/** What is worth a glance of any object, with what the bucket tells of it. */
export const OVERVIEW: View[] = [...GLANCE, single('Size'), single('LastModified', 'Modified')];

/** What matters when something went wrong. */
export const FAILURES: View[] = [
  OVERVIEW[0]!,
  single('Status'),
  single('LastModified', 'Modified'),
  single('Reason'),
];

/** The columns that somebody asked for by name. */
export const viewsOf = (names: string[]): View[] => names.map((name) => single(name));

type Colours = Record<StatusTraits['colour'], (text: string) => string>;

/** The cells of a row; its status has the colour that its table gives it. */
export function cellsOf(row: FoundRow, views: View[], colours: Colours): TableCell[] {
  return views.map((view) => {
    const text = view.show(row);
    if (view.head !== 'Status') return text;
    return { text, colour: colours[traitsOf(text)?.colour ?? 'yellow'] };
  });
}
