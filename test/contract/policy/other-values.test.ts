import fc from 'fast-check';
import { fits } from '../../../contract/policy/compare-values';
import { testField } from '../../../contract/policy/field-test';
import { type Comparison, OtherValues } from '../../../contract/policy/other-values';
import { readPolicy } from '../../../contract/policy/read-policy';
import { judgeRowBy } from '../../../contract/policy/row-policy';

const OPERATORS: Comparison[] = ['=', '!=', '<', '<=', '>', '>=', 'starts with', 'must not start with'];

/** Few, and near to one another: numbers in several forms, texts that begin with others, and what is beyond a number. */
const TEXT = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-0',
    '25',
    '25.000',
    '1e999',
    '2e999',
    '-1e999',
    ' 3',
    '3',
    '٣',
    '\u{1F3AC}',
    '\uFFFD',
  ),
  fc.string({ unit: fc.constantFrom('a', 'b', '1', '.'), maxLength: 4 }),
);

it('answers as a comparison with each of the values does', () => {
  fc.assert(
    fc.property(
      fc.array(TEXT, { minLength: 1, maxLength: 8 }),
      TEXT,
      fc.option(fc.nat(), { nil: undefined }),
      (texts, other, among) => {
        const itself = among === undefined ? undefined : among % texts.length;
        const value = itself === undefined ? other : texts[itself]!;
        const values = new OtherValues(texts);
        const rest = texts.filter((_, at) => at !== itself);
        const isOneOfThem = itself !== undefined;
        const answers = OPERATORS.map((operator) => [
          operator,
          values.fit(value, operator, 'one', isOneOfThem),
          values.fit(value, operator, 'every', isOneOfThem),
        ]);
        const compared = OPERATORS.map((operator) => {
          const each = rest.map((text) => fits(value, operator, text));
          return [operator, each.some(Boolean), each.every(Boolean)];
        });
        expect(answers).toEqual(compared);
      },
    ),
    { numRuns: 1000 },
  );
});

it('takes two numbers that are beyond what a number can hold for equal', () => {
  expect(fits('1e999', '=', '2e999')).toBe(true);
  expect(fits('1e999', '!=', '2e999')).toBe(false);
});

/** So many that the test would end by its time limit, were each compared with each. */
const span = { start: 0, end: 0 };
const TRACKS = Array.from({ length: 30_000 }, (_, at) => {
  const title = { name: 'Title', text: `t${at}`, attributes: {}, children: [], span };
  return { name: 'track', text: '', attributes: { type: 'Audio' }, children: [title], span };
});

it.each([
  ['=', 'all', false],
  ['=', 'any', false],
  ['!=', 'all', true],
  ['<', 'any', true],
  ['<=', 'all', false],
  ['>', 'any', true],
  ['>=', 'all', false],
  ['starts with', 'any', true],
  ['must not start with', 'all', false],
] as const)("does not compare each of many tracks with each: '%s' of %s", (operator, occurrence, holds) => {
  const field = { track: 'Audio', occurrence, steps: [{ name: 'Title' }] };
  expect(testField(TRACKS, { by: 'field', field, operator, value: '', source: field })).toMatchObject({
    holds,
  });
});

it('compares a track that is named by its number with itself, and no other one', () => {
  const rule = (occurrence: string) =>
    `<rule name="r" value="Format" tracktype="General" occurrence="${occurrence}" operator="="><source value="Format" tracktype="General" occurrence="1"/></rule>`;
  const report = '<MediaInfo><media><track type="General"><Format>AVI</Format></track></media></MediaInfo>';
  const verdict = (occurrence: string) =>
    judgeRowBy(readPolicy(`<policy>${rule(occurrence)}</policy>`, 'p'), () => undefined, report).verdict;
  expect([verdict('1'), verdict('all'), verdict('any')]).toEqual(['PASS', 'PASS', 'FAIL']);
});
