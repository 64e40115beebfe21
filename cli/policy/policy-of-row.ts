import type { ColumnName } from '../../contract/columns';
import type { Expression, Value } from '../../contract/query/ast';
import { columnNamed } from '../../contract/query/columns';
import { printQuery } from '../../contract/query/print';
import { takenApart } from '../search/found-row';

/** What a delivery is usually asked for, with the words for it. What differs from file to file is not among it. */
const ASKED: readonly (readonly [column: ColumnName, words: string])[] = [
  ['Format', 'Container'],
  ['FormatProfile', 'Profile of the container'],
  ['VideoFormat', 'Video codec'],
  ['VideoFormatProfile', 'Video profile'],
  ['VideoCodecId', 'Video codec id'],
  ['VideoWidth', 'Width'],
  ['VideoHeight', 'Height'],
  ['VideoDisplayAspectRatio', 'Display aspect ratio'],
  ['VideoFrameRate', 'Frame rate'],
  ['VideoFrameRateMode', 'Frame rate mode'],
  ['VideoScanType', 'Scan type'],
  ['VideoScanOrder', 'Scan order'],
  ['VideoChromaSubsampling', 'Chroma subsampling'],
  ['VideoBitDepth', 'Bit depth'],
  ['VideoColourPrimaries', 'Colour primaries'],
  ['VideoTransferCharacteristics', 'Transfer characteristics'],
  ['VideoHdrFormats', 'HDR'],
  ['AudioFormat', 'Audio codec'],
  ['AudioFormatProfile', 'Audio profile'],
  ['AudioChannels', 'Channels'],
  ['AudioChannelLayout', 'Channel layout'],
  ['AudioSamplingRate', 'Sampling rate'],
  ['AudioBitDepth', 'Audio bit depth'],
  ['ImageFormat', 'Image format'],
  ['ImageWidth', 'Image width'],
  ['ImageHeight', 'Image height'],
  ['ImageBitDepth', 'Image bit depth'],
  ['ImageColorSpace', 'Colour space'],
];

/** A policy in the language of `media find` that the row passes; undefined when the row tells nothing of a medium. */
export function policyOfRow(
  columns: Readonly<Record<string, string | number | boolean>>,
  name: string,
): string | undefined {
  const rules = ASKED.flatMap(([column, words]) => {
    const stored = columns[column];
    const query = stored === undefined ? undefined : equal(column, stored);
    return query === undefined ? [] : [`must ${words}: ${query}`];
  });
  return rules.length === 0 ? undefined : [`name: ${name.replace(/\s+/g, ' ')}`, ...rules, ''].join('\n');
}

function equal(column: string, stored: string | number | boolean): string | undefined {
  const cell = takenApart(column, stored);
  const items = Array.isArray(cell) ? cell : [cell];
  const operands = items.flatMap((item): Expression[] => {
    const value = constantFor(item);
    return value === undefined || columnNamed(column) === undefined
      ? []
      : [{ kind: 'compare', column, operator: '=', value }];
  });
  if (operands.length === 0) return undefined;
  return printQuery(operands.length === 1 ? operands[0]! : { kind: 'and', operands });
}

function constantFor(item: unknown): Value | undefined {
  if (typeof item === 'string') return { type: 'text', text: item };
  if (typeof item === 'number') return { type: 'number', number: item };
  return typeof item === 'boolean' ? { type: 'boolean', boolean: item } : undefined;
}
