import fc from 'fast-check';
import { bareWords } from '../../cli/query/bare-words';
import type { Expression, Operator, Value } from '../../contract/query/ast';
import { isText, SEARCHABLE_COLUMNS } from '../../contract/query/columns';
import { problemOfComparison } from '../../contract/query/comparisons';
import { parseQuery } from '../../contract/query/parse';
import { printQuery } from '../../contract/query/print';

const NOW = Date.parse('2026-11-23T10:20:30.456Z');
const DAY = 86_400_000;
const parse = (query: string): Expression => parseQuery(query, NOW);
const only = (query: string): Expression & { kind: 'compare' } =>
  parse(query) as Expression & { kind: 'compare' };
describe('what a query means', () => {
  it('binds and closer than or, and not closest', () => {
    expect(printQuery(parse('has Title or not no Format and Size>1'))).toBe(
      'has Title or ((not no Format) and Size>1)',
    );
  });

  it('takes names, words and operators in any case, and spells columns as the schema does', () => {
    expect(printQuery(parse('videoformat==HEVC AND (VIDEOHEIGHT <> 1080 OR Exists textlanguages)'))).toBe(
      'VideoFormat=HEVC and (VideoHeight!=1080 or has TextLanguages)',
    );
  });

  it('takes a word with a star for a pattern, unless it is quoted', () => {
    expect(only('Key=films/*.mp4')).toMatchObject({ operator: 'like', value: { text: 'films/*.mp4' } });
    expect(only('Key!=*.mp4')).toMatchObject({ operator: 'not like' });
    expect(only('Key="films/*.mp4"')).toMatchObject({ operator: '=', value: { text: 'films/*.mp4' } });
    expect(only('Key not like "a b?.mp4"')).toMatchObject({
      operator: 'not like',
      value: { text: 'a b?.mp4' },
    });
  });

  it('finds every row with nothing but space', () => {
    expect(parse(' \n ')).toEqual({ kind: 'all' });
  });

  it('reads quotes with what they hide', () => {
    expect(only(`Key='it\\'s "here" \\\\'`).value).toEqual({ type: 'text', text: `it's "here" \\` });
    expect(only('Key=北京🎬').value).toEqual({ type: 'text', text: '北京🎬' });
  });

  it.each([
    ['Size>2GB', 2_000_000_000],
    ['Size>1.1MB', 1_100_000],
    ['Size>1kib', 1_024],
    ['Size>"3 TB"', 3e12],
    ['DurationMs>90min', 5_400_000],
    ['DurationMs>1:30:00', 5_400_000],
    ['DurationMs<0:04.5', 4_500],
    ['OverallBitRate>20Mb/s', 20_000_000],
    ['OverallBitRate>20mbps', 20_000_000],
    ['AudioSamplingRate=48kHz', 48_000],
    ['VideoFrameRate=23.976fps', 23.976],
    ['VideoHeight>=1080p', 1_080],
    ['VideoRotation=-90deg', -90],
    ['Size>1e3', 1_000],
  ])('%s is in base units', (query, number) => {
    expect(only(query).value).toEqual({ type: 'number', number });
  });

  it.each([
    ['2026', '2026-01-01T00:00:00Z', 365 * DAY],
    ['2026-02', '2026-02-01T00:00:00Z', 28 * DAY],
    ['2026-11-01', '2026-11-01T00:00:00Z', DAY],
    ['2026-11-01T10:00', '2026-11-01T10:00:00Z', 60_000],
    ['"2026-11-01 10:00:30"', '2026-11-01T10:00:30Z', 1_000],
    ['2026-11-01T10:00:30.5+08:00', '2026-11-01T02:00:30.500Z', 1],
    ['today', '2026-11-23T00:00:00Z', DAY],
    ['yesterday', '2026-11-22T00:00:00Z', DAY],
    ['-7d', '2026-11-16T10:20:30.456Z', 1],
    ['-90min', '2026-11-23T08:50:30.456Z', 1],
    ['-9mo', '2026-02-23T10:20:30.456Z', 1],
    ['-1y', '2025-11-23T10:20:30.456Z', 1],
  ])('the time %s', (text, start, width) => {
    const from = Date.parse(start);
    expect(only(`LastModified>${text}`).value).toEqual({ type: 'time', from, to: from + width });
  });

  it('ends a month early rather than in the next one', () => {
    const value = (parseQuery('LastModified>-1mo', Date.parse('2026-03-31T00:00:00Z')) as { value?: Value })
      .value;
    expect(value).toMatchObject({ from: Date.parse('2026-02-28T00:00:00Z') });
  });
});

describe('a question about places', () => {
  it.each([
    ['near(GpsPosition, 31.2, 121.5, 10km)', 31.2, 121.5, 10_000],
    ['NEAR(gpsposition,-33.9,+151.2,5mi)', -33.9, 151.2, 8_046.72],
    ['near(GpsPosition, 0, -180deg, 250m)', 0, -180, 250],
  ])('%s', (query, latitude, longitude, metres) => {
    const near = { kind: 'near', column: 'GpsPosition', latitude, longitude, metres };
    expect(parse(query)).toEqual(near);
    expect(parse(printQuery(parse(query)))).toEqual(near);
    expect(parse(`not ${query} and has Title`)).toMatchObject({
      operands: [{ kind: 'not', operand: near }, {}],
    });
  });

  it('leaves the word to other uses', () => {
    expect(parse('Key=near')).toMatchObject({ value: { text: 'near' } });
    expect(bareWords('near shanghai')).toMatchObject({ kind: 'and' });
  });
});

describe('a question about one track', () => {
  it('is asked of the columns of tracks, in any case', () => {
    expect(parse('Audio(language=ja and not channels<6) and Format=MXF')).toEqual({
      kind: 'and',
      operands: [
        {
          kind: 'track',
          track: 'audio',
          operand: {
            kind: 'and',
            operands: [
              {
                kind: 'compare',
                column: 'Tracks.Language',
                operator: '=',
                value: { type: 'text', text: 'ja' },
              },
              {
                kind: 'not',
                operand: {
                  kind: 'compare',
                  column: 'Tracks.Channels',
                  operator: '<',
                  value: { type: 'number', number: 6 },
                },
              },
            ],
          },
        },
        { kind: 'compare', column: 'Format', operator: '=', value: { type: 'text', text: 'MXF' } },
      ],
    });
  });

  it('may ask for nothing but that there is one', () => {
    expect(parse('text()')).toEqual({ kind: 'track', track: 'text', operand: { kind: 'all' } });
  });

  it.each(['audio(Language=ja and Channels>=6) or no Title', 'not text(has Language)', 'video()'])(
    'is printed as it was asked: %s',
    (query) => expect(printQuery(parse(query))).toBe(query),
  );
});

describe('printing', () => {
  const text = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      fc.constantFrom('and', '-7d', 'a*b?', '"', "it's"),
    )
    .filter((value) => value !== '');
  const stretch = fc
    .date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .chain((date) =>
      fc.constantFrom(DAY, 60_000, 1_000, 1).map((width) => {
        const from = Math.floor(date.getTime() / width) * width;
        return { type: 'time', from, to: from + width } as const;
      }),
    );
  const comparison = fc.constantFrom(...SEARCHABLE_COLUMNS).chain((column): fc.Arbitrary<Expression> => {
    const value: fc.Arbitrary<Value> =
      column.type === 'time'
        ? stretch
        : column.type === 'boolean'
          ? fc.boolean().map((boolean) => ({ type: 'boolean', boolean }))
          : column.type === 'integer'
            ? fc.maxSafeInteger().map((number) => ({ type: 'number', number }))
            : column.type === 'double'
              ? fc
                  .double({ noNaN: true, noDefaultInfinity: true })
                  .map((number) => ({ type: 'number', number: number || 0 }))
              : text.map((one) => ({ type: 'text', text: one }));
    const name = column.name;
    const operator = fc.constantFrom<Operator>(
      '=',
      '!=',
      '<',
      '<=',
      '>',
      '>=',
      '~',
      '!~',
      'like',
      'not like',
    );
    const compare = fc
      .record({ kind: fc.constant('compare' as const), column: fc.constant(name), operator, value })
      .filter((one) => problemOfComparison(column, one.operator, one.value) === undefined);
    if (column.type === 'position') {
      return fc.boolean().map((present) => ({ kind: 'has' as const, column: name, present }));
    }
    if (isText(column)) return compare;
    const values = fc.array(value, { minLength: 1, maxLength: 4 });
    return fc.oneof(
      compare,
      fc.record({
        kind: fc.constant('in' as const),
        column: fc.constant(name),
        values,
        negated: fc.boolean(),
      }),
      fc.boolean().map((present) => ({ kind: 'has' as const, column: name, present })),
    );
  });
  const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4 },
      comparison,
      tie('expression').map((operand) => ({ kind: 'not' as const, operand })),
      fc
        .tuple(
          fc.constantFrom('and' as const, 'or' as const),
          fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
        )
        .map(([kind, operands]) => ({ kind, operands })),
    ),
  }));

  it('gives a query that means the same', () => {
    fc.assert(fc.property(expression, (one) => expect(parse(printQuery(one))).toEqual(one)));
  });
});
