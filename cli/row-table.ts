import Table from 'cli-table3';
import pc from 'picocolors';
import { traitsOf } from '../contract/statuses';
import type { ObjectRow } from './rows';
import { duration, withScale } from './units';

const HEAD = [
  'Key',
  'Status',
  'Format',
  'Duration',
  'Picture',
  'Codecs',
  'Bit rate',
  'Read',
  'Requests',
  'ms',
];

/** The rows as a table for a terminal, with the reason of each row that was not simply described below it. */
export function renderRows(rows: ObjectRow[]): string {
  const table = new Table({
    head: HEAD,
    colAligns: ['left', 'left', 'left', 'right', 'right', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
    chars: PLAIN_BORDER,
  });
  table.push(...rows.map(cellsOf));
  const reasons = rows.flatMap(({ key, reason }) => (reason ? [`${oneLine(key)}: ${reason}`] : []));
  return [table.toString(), ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n');
}

function cellsOf({ key, status, columns: of }: ObjectRow): string[] {
  const number = (name: string, show: (value: number) => string): string =>
    typeof of[name] === 'number' ? show(of[name]) : '';
  const text = (name: string): string => (of[name] === undefined ? '' : String(of[name]));
  const width = text('VideoWidth') || text('ImageWidth');
  const height = text('VideoHeight') || text('ImageHeight');
  const codecs = ['VideoFormat', 'AudioFormat', 'ImageFormat'].map(text).filter(Boolean);
  return [
    oneLine(key),
    pc[traitsOf(status)?.colour ?? 'yellow'](status),
    text('Format'),
    number('DurationMs', duration),
    width && height ? `${width}×${height}` : '',
    codecs.join(' + '),
    number('OverallBitRate', (rate) => withScale(rate, 'b/s')),
    number('ReadBytes', (bytes) => withScale(bytes, 'B')),
    number('ReadRequests', String),
    number('ReadMs', String),
  ];
}

/** A key may hold control characters, which must not reach a terminal. */
const oneLine = (key: string): string => key.replace(/\p{Cc}/gu, '\uFFFD');

const PLAIN_BORDER = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};
