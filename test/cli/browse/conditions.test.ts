import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { conditionsOf, expressionOf, queryOf } from '../../../cli/browse/ask/conditions';
import { FACETS } from '../../../cli/browse/ask/facets';
import { findCommand, quoted, retryCommand, showCommand } from '../../../cli/browse/ask/same-command';
import { chosenValues, toggled, withoutChoice } from '../../../cli/browse/ask/selection';
import { periodsOf } from '../../../cli/browse/ask/timeline';
import { addressOf, viewOf } from '../../../cli/browse/ask/view';
import { parseQuery } from '../../../contract/query/parse';
import { printQuery } from '../../../contract/query/print';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const texts = (query: string): string[] => conditionsOf(query, NOW).map(({ text }) => text);

describe('conditions', () => {
  it.each([
    ['', []],
    ['VideoFormat=HEVC', ['VideoFormat=HEVC']],
    ['LastModified>-7d AND Size>2GB', ['LastModified>-7d', 'Size>2GB']],
    ['Size>1 or Size<0 and has Title', ['(Size>1 or Size<0 and has Title)']],
    ['(Size>1 or has Title) and no Reason', ['(Size>1 or has Title)', 'no Reason']],
    ['(Size>1 or has Title)', ['(Size>1 or has Title)']],
    ['audio(Language=ja and Channels>=6) and Key=a*', ['audio(Language=ja and Channels>=6)', 'Key=a*']],
    ['not Size>1 and Title~"a and b"', ['not Size>1', 'Title~"a and b"']],
    ['Key=and and Key like or', ['Key=and', 'Key like or']],
    ['evening news', ['(Key~evening or Title~evening)', '(Key~news or Title~news)']],
    ['news', ['(Key~news or Title~news)']],
  ])('of %p are %j', (query, expected) => {
    expect(texts(query)).toEqual(expected);
  });

  it('mean together what the query means', () => {
    const condition = fc.constantFrom(
      ...[
        'Size>1',
        'not has Title',
        '(Size>1 or Size<0)',
        'Key="and or"',
        'Key=and',
        'audio(Channels>=2 and Language=ja)',
      ],
      ...['Format in (AVI, "MPEG-4")', 'Key like "a(b"', 'no Reason'],
    );
    const query = fc
      .array(fc.tuple(condition, fc.constantFrom(' and ', ' or ', '  AND ')), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.map(([text, link], i) => (i === 0 ? text : link + text)).join(''));
    fc.assert(
      fc.property(query, (text) => {
        const again = parseQuery(queryOf(conditionsOf(text, NOW)), NOW);
        expect(printQuery(again)).toBe(printQuery(parseQuery(text, NOW)));
      }),
    );
  });
});

describe('a click on a count', () => {
  const click = (query: string, column: string, value: string): string =>
    toggled(conditionsOf(query, NOW), column, value);

  it('adds to the query, in its own words', () => {
    expect(click('LastModified>-7d', 'VideoFormat', 'HEVC')).toBe('LastModified>-7d and VideoFormat=HEVC');
    expect(click('', 'Format', 'MPEG Audio')).toBe('Format="MPEG Audio"');
    expect(click('Size>1 or has Title', 'Format', 'AVI')).toBe('(Size>1 or has Title) and Format=AVI');
  });

  it('chooses one more, one fewer, and none', () => {
    expect(click('VideoFormat=HEVC and has Title', 'VideoFormat', 'AVC')).toBe(
      'has Title and VideoFormat in (HEVC, AVC)',
    );
    expect(click('VideoFormat in (HEVC, AVC)', 'VideoFormat', 'HEVC')).toBe('VideoFormat=AVC');
    expect(click('VideoFormat=HEVC and has Title', 'VideoFormat', 'HEVC')).toBe('has Title');
  });

  it('takes back what it did, whatever the value is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() === text),
        (value) => {
          const query = click('has Title', 'Format', value);
          expect(chosenValues(conditionsOf(query, NOW), 'Format')).toEqual([value]);
          expect(withoutChoice(conditionsOf(query, NOW), 'Format').map(({ text }) => text)).toEqual([
            'has Title',
          ]);
          expect(click(query, 'Format', value)).toBe('has Title');
        },
      ),
    );
  });

  it('has classes of pictures, each one condition', () => {
    const classes = FACETS.flatMap((facet) => facet.classes ?? []);
    expect(classes.map(({ label }) => label)).toEqual(['8K', '4K', '1440p', '1080p', '720p', 'SD']);
    for (const { expression } of classes) {
      // Inside a query it counts as one condition.
      expect(texts(`(${printQuery(expression)})`)).toHaveLength(1);
    }
  });
});

describe('the timeline', () => {
  const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
  it.each([
    ['2026-11-26', '2026-11-27', 'day', 1],
    ['2026-10-13', '2026-11-27', 'day', 45],
    ['2026-08-01', '2026-11-01', 'week', 14],
    ['2025-01-15', '2026-11-27', 'month', 23],
    ['1904-01-01', '2026-11-27', 'year', 30],
  ])('from %s to %s goes by %s in %i bars', (from, to, unit, bars) => {
    const { unit: found, periods } = periodsOf({ from: day(from), to: day(to) });
    expect([found, periods.length]).toEqual([unit, bars]);
    for (const [i, { from: start }] of periods.entries()) {
      if (i > 0) expect(start).toBe(periods[i - 1]!.to);
    }
    expect(periods.at(-1)!.to).toBeGreaterThanOrEqual(day(to));
  });
});

describe('the address of a view', () => {
  it('says all of it, and reads as it was', () => {
    const view = viewOf(
      new URLSearchParams('q=Key~"ü %26"&columns=key,size&sort=-Size,Key&after=abc&show=oss://b-1/k'),
    );
    expect(view.columns).toEqual(['Key', 'Size']);
    expect(viewOf(new URL(addressOf('/objects', view), 'http://a').searchParams)).toEqual(view);
    expect(addressOf('/objects', viewOf(new URLSearchParams()))).toBe('/objects');
    expect(viewOf(new URLSearchParams('sort=none')).sort).toEqual([]);
  });

  it('is refused with columns that do not exist', () => {
    expect(() => viewOf(new URLSearchParams('columns=Sise'))).toThrow(/no column 'Sise'.*Size/);
    expect(() => viewOf(new URLSearchParams('sort=Title'))).toThrow(/'Title' cannot be sorted by/);
  });
});

describe('the same on the command line', () => {
  it('is one word to a shell, whatever is in it', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({
        unit: fc.constantFrom("'", '"', '$', '`', '\\', '!', '\u202e', '\u200b', ' ', '北', '\u{e0041}', 'a'),
      }),
    );
    const words = fc.sample(
      word.filter((text) => !text.includes('\0') && !/\p{Cs}/u.test(text)),
      { numRuns: 200, seed: 7 },
    );
    const script = `printf '%s\\0' ${words.map(quoted).join(' ')}`;
    const printed = execFileSync('bash', ['-c', script], { encoding: 'utf8', env: { LC_ALL: 'C.UTF-8' } });
    expect(printed.split('\0').slice(0, -1)).toEqual(words);
    expect(quoted('a\u202eb')).not.toContain('\u202e');
  });

  it('says the query, the order, the columns and the place', () => {
    const view = viewOf(new URLSearchParams('q=Size>2GB&columns=Key,Size'));
    expect(findCommand(view, '--local local.json')).toBe(
      "npx media find 'Size>2GB' --sort -LastModified --columns Key,Size --local local.json",
    );
    expect(showCommand("oss://b-1/it's", '')).toBe("npx media show 'oss://b-1/it'\\''s'");
  });

  it('keeps a query that reads like an option a query', () => {
    const view = viewOf(new URLSearchParams('q=--json&sort=none'));
    expect(findCommand(view, '')).toBe("npx media find ' --json'");
    expect(retryCommand('--dry-run', '')).toBe("npx media retry ' --dry-run'");
    expect(expressionOf(' --json', NOW)).toEqual(expressionOf('--json', NOW));
  });

  it('is a query of its own where words are meant', () => {
    expect(printQuery(expressionOf('news', NOW))).toBe('Key~news or Title~news');
  });
});
