import fc from 'fast-check';
import type { Client } from 'tablestore';
import type { ObjectRow } from '../../cli/cloud/rows';
import { toServiceError } from '../../cli/cloud/service-errors';
import type { Target } from '../../cli/cloud/target';
import { printRows } from '../../cli/find/print-rows';
import { csvLines } from '../../cli/output/csv';
import { OVERVIEW } from '../../cli/output/overview';
import { Progress } from '../../cli/output/progress';
import { UsageError } from '../../cli/program/errors';
import { exitCodeOf } from '../../cli/program/exit-code';
import { jsonText, oneLine, printable, severalLines, xmlText } from '../../cli/program/printable';
import { coloursFor, write, writeAsIs } from '../../cli/program/terminal';
import { MediaIndex } from '../../cli/search/media-index';
import { toSearchQuery } from '../../cli/search/to-search-query';
import { renderRow } from '../../cli/show/row-sheet';
import { renderRows } from '../../cli/try/row-table';
import { collector, fakeTerminal, runMedia } from './run-media';

/** Written as numbers, so that the test is not a copy of the code. */
const HOSTILE = [
  ...[0x00, 0x07, 0x08, 0x09, 0x0a, 0x0d, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9d, 0xad],
  ...[0x061c, 0x115f, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2066],
  ...[0x2069, 0x3164, 0xfeff, 0xffa0, 0xd800, 0xdfff, 0xe0001, 0xe0041],
].map((code) => String.fromCodePoint(code));

/** Names and tags that try to control the reader's terminal. */
const TEXT = fc
  .array(
    fc.oneof(fc.constantFrom(...HOSTILE), fc.constantFrom('\u001b[2J', '\u001b]0;title\u0007'), fc.string()),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

const isHostile = (text: string): boolean => HOSTILE.some((one) => [...text].includes(one));
/** Removes the line breaks and colours that the command itself prints. */
const foreign = (text: string): string => text.replace(/\r?\n/g, '').replace(COLOUR, '');
const COLOUR = new RegExp(`${String.fromCodePoint(0x1b)}\\[[0-9;]*m`, 'g');

const INDEX_NAMES = { tableName: 't', indexName: 'i' };

/** An index that holds one row with these texts. */
function indexOf(key: string, title: string): MediaIndex {
  const row = {
    primaryKey: [
      { name: 'ObjectKey', value: key },
      { name: 'BucketName', value: 'b' },
    ],
    attributes: ['Key', 'Title', 'Format', 'Status', 'LastModified', 'AudioFormats'].map((columnName) => ({
      columnName,
      columnValue:
        columnName === 'AudioFormats' ? JSON.stringify([title, title]) : columnName === 'Key' ? key : title,
    })),
  };
  const client = { search: async () => ({ isAllSucceeded: true, rows: [row], totalCounts: 1 }) };
  return new MediaIndex(async () => client as unknown as Client, INDEX_NAMES);
}

const rowOf = (key: string, text: string): ObjectRow => ({
  key,
  bucket: text,
  status: text,
  reason: text,
  columns: { Key: key, Title: text, Format: text, AudioFormats: JSON.stringify([text]), LastModified: text },
  xml: `<a>${text}</a>`,
});

/** Every way in which a command prints text of others on a terminal. */
const OUTPUTS: Record<string, (key: string, text: string) => Promise<string>> = {
  ...Object.fromEntries(
    (['table', 'json', 'csv'] as const).flatMap((format) =>
      [undefined, ['Key', 'Title', 'AudioFormats']].map((columns) => [
        `find as ${format}${columns ? ' with columns' : ''}`,
        async (key: string, text: string) => {
          const out = collector(true);
          const query = toSearchQuery({ kind: 'all' });
          const options = { query, sort: [], columns, views: OVERVIEW, format, raw: true };
          await printRows(indexOf(key, text), options, { ...fakeTerminal(), stdout: out.stream });
          return out.text();
        },
      ]),
    ),
  ),
  show: async (key, text) => renderRow(rowOf(key, text), coloursFor({ isTTY: true }, {})),
  try: async (key, text) => renderRows([rowOf(key, text)], coloursFor({ isTTY: true }, {}), 80),
  'an error': async (key, text) => {
    const err = collector(true);
    const error = new UsageError(`'${key}': ${text}`);
    await exitCodeOf(error, { ...fakeTerminal(), stderr: err.stream });
    return err.text();
  },
  'the refusal of a service': async (key, text) => {
    const err = collector(true);
    const error = toServiceError('OSS', { code: key, message: text }, {} as Target);
    await exitCodeOf(error, { ...fakeTerminal(), stderr: err.stream });
    return err.text();
  },
  'wrong usage': async (key, text) => {
    const found = await runMedia(['find', '--columns', `${key}${text}x`], { isTTY: true });
    return found.err;
  },
  'a query that is not understood': async (key, text) => (await runMedia(['find', `${key}=${text}`])).err,
  progress: async (key, text) => {
    const err = collector(true);
    const progress = new Progress({ stderr: err.stream, env: {} });
    progress.step('upload', key);
    progress.note(text);
    progress.labelled('chaos', text);
    progress.problem({ kind: 'event-lost', function: key, reason: text });
    const event = { time: 0, stackId: 'i', stackName: 's', type: text, reason: text } as const;
    progress.stackEvent({ ...event, logicalId: key, status: 'CREATE_FAILED' });
    return err.text().replaceAll('\r\u001b[2K', '');
  },
};

describe('Nothing hidden reaches a terminal', () => {
  it.each(Object.keys(OUTPUTS))('through %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(TEXT, TEXT, async (key, text) => {
        const printed = await OUTPUTS[name]!(key, text);
        expect(isHostile(foreign(printed))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('through a line that nobody looked at before it was written', async () => {
    await fc.assert(
      fc.asyncProperty(TEXT, async (text) => {
        const out = collector(true);
        await write(out.stream, text);
        expect(isHostile(foreign(out.text()).replaceAll('\t', ''))).toBe(false);
      }),
    );
  });
});

describe('What is printed still says the same', () => {
  it('as JSON', () => {
    fc.assert(
      fc.property(TEXT, fc.jsonValue(), (text, value) => {
        expect(JSON.parse(jsonText({ [text]: text, value }))).toEqual(
          JSON.parse(JSON.stringify({ [text]: text, value })),
        );
      }),
    );
    expect(jsonText('a\u202eb\u0085c\u{e0041}')).toBe('"a\\u202eb\\u0085c\\udb40\\udc41"');
  });

  it('as XML, with references', () => {
    expect(xmlText('<a>\n\tx\u202e\u0085\u0001</a>\r\n')).toBe('<a>\n\tx&#x202E;&#x85;\ufffd</a>\r\n');
  });

  it.each(['北京 100%.mkv', 'Ünïcödé', '❤️.jpg', 'עברית', 'a b'])(
    'for %s, in which nothing is hidden',
    (text) => {
      for (const clean of [oneLine, severalLines, printable, xmlText]) expect(clean(text)).toBe(text);
    },
  );

  it('with the colours and lines of this command', () => {
    expect(printable('\u001b[31mred\u001b[39m\tx\r\nb\u001b[2J')).toBe(
      '\u001b[31mred\u001b[39m\tx\r\nb\ufffd[2J',
    );
    expect(severalLines('a\nb\rc')).toBe('a\nb\ufffdc');
  });

  it('byte for byte where it is asked for as it is stored', async () => {
    const out = collector();
    await writeAsIs(out.stream, 'a\u202e\u0000');
    expect(out.text()).toBe('a\u202e\u0000');
  });
});

describe('CSV', () => {
  it('holds nothing that a spreadsheet would run', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝'), TEXT, (start, text) => {
        const [cell = ''] = csvLines([[start + text]]).split('\r\n');
        expect(cell.replace(/^"/, '')).toMatch(/^'/);
      }),
    );
    expect(csvLines([["=cmd|' /C calc'!A0", ['@a', 'b'], 'a=b', '']])).toBe(
      "'=cmd|' /C calc'!A0,'@a b,a=b,\r\n",
    );
  });

  it('leaves numbers alone, and texts with --raw', () => {
    expect(csvLines([[-5, 'x']])).toBe('-5,x\r\n');
    expect(csvLines([['=1+1', '\u202e']], { raw: true })).toBe('=1+1,\u202e\r\n');
  });
});
