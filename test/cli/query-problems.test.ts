import fc from 'fast-check';
import { withMark } from '../../cli/query/point-at';
import type { Expression } from '../../contract/query/ast';
import { parseQuery } from '../../contract/query/parse';
import { QueryError } from '../../contract/query/query-error';

const NOW = Date.parse('2026-11-23T10:20:30.456Z');
const parse = (query: string): Expression => parseQuery(query, NOW);
const messageOf = (query: string): string => {
  try {
    parse(query);
  } catch (error) {
    if (error instanceof QueryError) return withMark(error);
    throw error;
  }
  throw new Error(`'${query}' was understood.`);
};

describe('what is wrong with a query, and where', () => {
  it.each([
    ['VideoFromat=HEVC', "There is no column 'VideoFromat'. Did you mean VideoFormat?", '^^^^^^^^^^^'],
    ['Size>1 and Hdr=x', "There is no column 'Hdr'. Did you mean VideoHdrFormat", '           ^^^'],
    ['Size>2XB', "'Size' is a number of bytes: after the number 'kB', 'MB'", '     ^^^'],
    ['VideoWidth>1.5', "'VideoWidth' is a number of px: a whole number is expected", '           ^^^'],
    ['LastModified>2026-02-30', "'LastModified' is a time: a date like", '             ^^^^^^^^^^'],
    ['IsStreamable=maybe', "'true' or 'false' is expected, 'maybe' given", '             ^^^^^'],
    [
      'IsStreamable=constructor',
      "'true' or 'false' is expected, 'constructor' given",
      '             ^^^^^^^^^^^',
    ],
    ['VideoFrameRate>1constructor', "after the number 'frames/s' is expected", '               ^^^^^^^^^^^^'],
    ['IsStreamable>true', "'=', '!=' can be used here, not '>'", '            ^'],
    ['Title=News', "found by its words: '~', '!~' can be used here, not '='", '     ^'],
    ['Meta_data~x', "'Meta_data' is not in the search index", '^^^^^^^^^'],
    ['(Size>1', "This '(' is never closed.", '^'],
    ['Key="abc', 'This " is never closed.', '    ^'],
    ['Title~Evening news', 'A value with spaces must stand in quotes.', '              ^^^^'],
    ['Size', "After 'Size' an operator (=, !=,", '^^^^'],
    ['Size>', 'The query ends where a value such as', '     ^'],
    ['Size>1 and', "The query ends where a column's name is expected.", '          ^'],
    ['Size not 1', "Here 'in' or 'like' is expected.", '         ^'],
    ['Format in MPEG-4', "Here '(' and a list of values is expected.", '          ^^^^^^'],
    ['Format=""', "Nothing is stored as empty: use 'no Format'.", '       ^^'],
    ['Format~"a*"', "for '*' and '?' use 'like'", '       ^^^^'],
    ['Key=*0123456789abcdef0123456789abcdef', 'at most 32 characters', '    ^'],
    ['audio(Lang=ja)', "A track has no 'Lang'. Did you mean Language?", '      ^^^^'],
    ['audio(Channels>=6', "This '(' is never closed.", '     ^'],
    ['audio(video(Width>1))', "'video(…)' cannot stand inside of another track.", '      ^^^^^'],
    ['audio(Channels>=six)', "'Channels' is a number of channels", '                ^^^'],
    ['audio(Channels)', 'Here an operator', '              ^'],
    ['audoi(Channels>=2)', "There is no question 'audoi(…)'. Did you mean audio(…)?", '^^^^^$'],
    [
      'no Title or subtitle(Language=en)',
      "no question 'subtitle(…)'. Did you mean text(…)?",
      ' {12}^^^^^^^^$',
    ],
    ['Subtitles()', 'Did you mean text(…)?', '^^^^^^^^^$'],
    ['naer(GpsPosition, 1, 2, 3km)', 'Did you mean near(…)?', '^^^^$'],
    ['has(Title)', "There is no question 'has(…)'.", '^^^$'],
    ['audio(AudioChannels>=2)', "A track has no 'AudioChannels'. Did you mean Channels?", '      ^{13}$'],
    ['text(has TextLanguages)', "A track has no 'TextLanguages'. Did you mean Language?", ' {9}^{13}$'],
    ['audio=2', "There is no column 'audio'.", '^^^^^'],
    ['Tracks=x', "such as 'audio(Language=ja and Channels>=6)'", '^^^^^^'],
    [
      'GpsPosition=1',
      "'GpsPosition' is a position on Earth: ask 'near(GpsPosition, 31.2, 121.5, 10km)' or",
      '           ^',
    ],
    [
      'near(Size, 1, 2, 3km)',
      "'Size' is a number of bytes, and 'near' asks about a position on Earth.",
      '     ^^^^',
    ],
    [
      'near(GpsPosition, 121.5, 31.2, 3km)',
      "A latitude of -90 to 90 degrees is expected, '121.5' given.",
      '                  ^^^^^',
    ],
    [
      'near(GpsPosition, 31.2, x, 3km)',
      "A longitude of -180 to 180 degrees is expected, 'x' given.",
      '                        ^',
    ],
    [
      'near(GpsPosition, 1, 2, 3in)',
      "A distance: after the number 'm', 'km' or 'mi' is expected, '3in' given.",
      '                        ^^^',
    ],
    [
      'near(GpsPosition, 31.2, 121.5, 10)',
      "A distance: after the number 'm', 'km' or 'mi' is expected, '10' given.",
      '                                 ^$',
    ],
    [
      'near(GpsPosition, 1, 2, 0m)',
      'A distance of more than 0 m and at most 20,037 km is expected',
      '                        ^',
    ],
    [
      'near(GpsPosition, 1, 2)',
      "Here ',' and a distance such as 10km is expected.",
      '                      ^',
    ],
    ['near(GpsPosition, 1, 2, 3km', "The query ends where ')' is expected.", '                           ^'],
    ['audio(near(GpsPosition, 1, 2, 3km))', "A track has no 'GpsPosition'.", '           ^^^^^^^^^^^'],
    ['Key=北京 x', "Here 'and', 'or' or the end of the query is expected.", '         ^'],
  ])('%s', (query, problem, mark) => {
    const [first, shown, marks] = messageOf(query).split('\n');
    expect(first).toContain(problem);
    expect(shown).toBe(`  ${query}`);
    expect(marks).toMatch(new RegExp(`^ {2}${mark.replaceAll('^', '\\^')}`));
  });

  it('refuses to go deeper than a person would', () => {
    expect(messageOf(`${'('.repeat(60)}Size>1${')'.repeat(60)}`)).toContain('levels deep');
  });

  it('never fails in any other way', () => {
    const parts = fc.constantFrom(
      '(',
      ')',
      '"',
      "'",
      ',',
      '=',
      '!',
      '>',
      '~',
      'not',
      'in',
      'Size',
      'Key',
      'and',
      '1GB',
      ' ',
      '\\',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((some) => some.join('')),
        ),
        (query) => {
          try {
            parse(query);
          } catch (error) {
            expect(error).toBeInstanceOf(QueryError);
          }
        },
      ),
    );
  });
});
