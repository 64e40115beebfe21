import { stripVTControlCharacters } from 'node:util';
import type { ObjectRow } from '../../cli/cloud/rows';
import { coloursFor } from '../../cli/program/terminal';
import { renderRows } from '../../cli/try/row-table';

const row = (key: string, columns: ObjectRow['columns'], reason: string | null = null): ObjectRow => ({
  key,
  bucket: 'b',
  status: String(columns['Status']),
  reason,
  columns,
  xml: null,
});

const COLOURS = coloursFor({ isTTY: true }, {});

const rendered = (...rows: ObjectRow[]): string[] =>
  stripVTControlCharacters(renderRows(rows, COLOURS))
    .split('\n')
    .map((line) => line.trim().replaceAll(/ {2,}/g, ' | '));

describe('The table of rows', () => {
  it('shows a film with its units', () => {
    const film = row('北京 🎬.mp4', {
      Status: 'DESCRIBED',
      Format: 'MPEG-4',
      DurationMs: 5_000,
      VideoWidth: 1280,
      VideoHeight: 720,
      VideoFormat: 'AVC',
      AudioFormat: 'AAC',
      OverallBitRate: 623_000,
      ReadBytes: 651_000,
      ReadRequests: 2,
      ReadMs: 208,
    });

    expect(rendered(film)).toEqual([
      'Key | Status | Format | Duration | Picture | Codecs | Bit rate | Read | Requests | ms',
      '北京 🎬.mp4 | DESCRIBED | MPEG-4 | 5.0 s | 1280×720 | AVC + AAC | 623 kb/s | 651 kB | 2 | 208',
    ]);
  });

  it('leaves out what does not apply, and gives reasons below', () => {
    expect(
      rendered(row('list.txt', { Status: 'NOT_MEDIA', ReadMs: 5 }, 'MediaInfo does not know it.')),
    ).toEqual([
      'Key | Status | Format | Duration | Picture | Codecs | Bit rate | Read | Requests | ms',
      'list.txt | NOT_MEDIA | 5',
      '',
      'list.txt: MediaInfo does not know it.',
    ]);
  });

  it('lets no control character of a key reach the terminal', () => {
    const text = renderRows([row('a\u001b[2J\nb', { Status: 'FAILED' }, 'why')], COLOURS);

    expect(text).not.toContain('\u001b[2J');
    expect(rendered(row('a\u001b[2J\nb', { Status: 'FAILED' }, 'why'))).toContain('a\uFFFD[2J\uFFFDb: why');
  });
});
