import { columnsOf, type MediaColumn } from './column';

const count = (kind: string, example: number, description: string) =>
  ({ name: `${kind}Count`, type: 'integer', field: `${kind}Count`, description, example }) as const;

export const GENERAL_COLUMNS: MediaColumn[] = columnsOf('General', [
  {
    name: 'Format',
    type: 'string',
    field: 'Format',
    description: 'Container or file format.',
    example: 'MPEG-4',
  },
  {
    name: 'FormatProfile',
    type: 'string',
    field: 'Format_Profile',
    description: 'Profile of the container.',
    example: 'Base Media / Version 2',
  },
  {
    name: 'InternetMediaType',
    type: 'string',
    field: 'InternetMediaType',
    description: 'Media type by content, not by name.',
    example: 'video/mp4',
  },
  {
    name: 'DurationMs',
    type: 'integer',
    unit: 'ms',
    field: 'Duration',
    scale: 1_000,
    description: 'Duration of the whole.',
    example: 4_000,
  },
  {
    name: 'OverallBitRate',
    type: 'integer',
    unit: 'bit/s',
    field: 'OverallBitRate',
    description: 'Bits of the file per second of its duration.',
    example: 186_514,
  },
  {
    name: 'OverallBitRateMode',
    type: 'string',
    field: 'OverallBitRate_Mode',
    description: 'CBR or VBR.',
    example: 'VBR',
  },
  count('Video', 1, 'Number of video streams.'),
  count('Audio', 2, 'Number of audio streams.'),
  count('Text', 1, 'Number of subtitle and caption streams.'),
  count('Image', 1, 'Number of images.'),
  count('Other', 1, 'Number of other streams, such as timecode.'),
  count('Menu', 1, 'Number of menus and chapter lists.'),
  {
    name: 'EncodedDate',
    type: 'time',
    field: 'Encoded_Date',
    description: 'When the content was made, by its own account.',
    example: '2026-11-22T10:00:00.000Z',
  },
  {
    name: 'TaggedDate',
    type: 'time',
    field: 'Tagged_Date',
    description: 'When the tags were written, by their own account.',
    example: '2026-11-22T10:00:00.000Z',
  },
  {
    name: 'Title',
    type: 'string',
    field: 'Title',
    description: 'Title tag, cut at 1,000 bytes.',
    example: 'Evening news',
    search: 'text',
  },
  {
    name: 'EncodedApplication',
    type: 'string',
    field: 'Encoded_Application',
    description: 'Program that wrote the file.',
    example: 'Lavf59.27.100',
  },
  {
    name: 'IsStreamable',
    type: 'boolean',
    field: 'IsStreamable',
    description: 'True when playing can start before the whole file is there.',
    example: true,
  },
]);
