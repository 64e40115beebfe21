import fc from 'fast-check';
import stringWidth from 'string-width';
import { cut } from '../../cli/output/cut';
import { cellsOf, OVERVIEW } from '../../cli/output/overview';
import { StreamedTable } from '../../cli/output/table';
import { coloursFor } from '../../cli/program/terminal';
import type { FoundRow } from '../../cli/search/found-row';

const COLOURS = coloursFor({ isTTY: false }, {});

const ROWS: FoundRow[] = [
  {
    Key: 'films/2026/a long name of a film that nobody can read at a glance.mp4',
    Status: 'DESCRIBED',
    Format: 'MPEG-4',
    DurationMs: 5_400_000,
    VideoWidth: 3840,
    VideoHeight: 2160,
    VideoFormat: 'HEVC',
    AudioFormat: 'AAC',
    OverallBitRate: 20_000_000,
    Size: 13_500_000_000,
    LastModified: '2026-11-01T10:00:00.000Z',
  },
  {
    Key: '电影/二〇二六年/一部名字很长很长很长的电影，谁也看不完.mkv',
    Status: 'TOO_SLOW',
    Format: 'Matroska',
    Size: 5,
    LastModified: '2026-11-02T10:00:00.000Z',
  },
];

const linesOf = (width: number | undefined, rows = ROWS): string[] => {
  const table = new StreamedTable(OVERVIEW, undefined, undefined, width);
  return table
    .lines(rows.map((row) => cellsOf(row, OVERVIEW, COLOURS)))
    .trimEnd()
    .split('\n');
};

describe('A table', () => {
  it('is as wide as it is where no terminal asks for less', () => {
    const [head, first, second] = linesOf(undefined);

    expect(head).toMatch(/^Key +Status +Format +Duration +Picture +Codecs +Bit rate +Size +Modified$/);
    expect(first).toContain(String(ROWS[0]!['Key']));
    expect(second).toContain(String(ROWS[1]!['Key']));
  });

  it.each([
    [40, ['Key', 'Status']],
    [80, ['Key', 'Status', 'Format', 'Duration', 'Picture', 'Codecs']],
    [120, ['Key', 'Status', 'Format', 'Duration', 'Picture', 'Codecs', 'Bit rate', 'Size', 'Modified']],
  ])('fits %i columns, without the last ones that do not', (width, heads) => {
    const lines = linesOf(width);

    expect(lines[0]!.split(/ {2,}/)).toEqual(heads);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    expect(lines).toHaveLength(3);
  });

  it('cuts keys in the middle, so that both ends tell them apart', () => {
    const [, first, second] = linesOf(80);

    expect(first).toMatch(/^films\/.*….*\.mp4 /);
    expect(second).toMatch(/^电影\/.*….*\.mkv /);
  });

  it('keeps the columns below each other also where characters are wide', () => {
    const [head, ...lines] = linesOf(80);
    const at = head!.indexOf('Status');

    for (const line of lines) {
      const before = line.slice(0, line.search(/DESCRIBED|TOO_SLOW/));
      expect(stringWidth(before)).toBe(at);
    }
  });

  it('keeps to the width in every later batch', () => {
    const table = new StreamedTable([{ head: 'Key', least: 10 }, { head: 'Size' }], undefined, undefined, 20);
    table.lines([['a', '1']]);

    const later = table.lines([['a name that is much too long for this', '123456789']]);
    expect(stringWidth(later.trimEnd())).toBeLessThanOrEqual(20);
    expect(later).toContain('…');
  });

  it('never exceeds the width, whatever is in it', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('北京', '👩‍🚀🚀', 'é', 'ﷺ'));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }),
        fc.integer({ min: 1, max: 60 }),
        (rows, width) => {
          const columns = [{ head: 'Key', least: 4 }, { head: 'Title', least: 3 }, { head: 'Size' }];
          const table = new StreamedTable(columns, undefined, undefined, width);
          for (const part of [rows, rows.toReversed()]) {
            const text = table.lines(part.map((row) => row.map((one) => one.replace(/\s/g, ' '))));
            for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });
});

describe('Cutting', () => {
  it.each([
    ['short', 5, 'end', 'short'],
    ['much longer', 5, 'end', 'much…'],
    ['much longer.mp4', 9, 'middle', 'much….mp4'],
    ['北京北京', 4, 'end', '北…'],
    ['北京北京', 5, 'end', '北京…'],
    ['anything', 0, 'end', ''],
    ['anything', 1, 'middle', '…'],
  ] as const)('%s to %i from the %s', (text, width, from, expected) => {
    expect(cut(text, width, from)).toBe(expected);
  });
});
