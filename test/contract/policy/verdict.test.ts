import fc from 'fast-check';
import { judge } from '../../../contract/policy/judge';
import { OUTCOMES, onlyOutcome, possibleOf } from '../../../contract/policy/outcomes';
import type { RuleGroup } from '../../../contract/policy/policy';
import { readPolicy } from '../../../contract/policy/read-policy';
import { judgeRowBy, policyCells } from '../../../contract/policy/row-policy';
import { verdictOf } from '../../../contract/policy/verdict';

const REPORT =
  '<MediaInfo><media><track type="General"><Format>MPEG-4</Format></track><track type="Video"><Width>640</Width></track></media></MediaInfo>';
const verdict = (rules: string, attributes = ''): object => {
  const policy = readPolicy(`<policy ${attributes}>${rules}</policy>`, 'p');
  const { findings: _, ...rest } = verdictOf(judge(policy, { cell: () => undefined, report: REPORT }));
  return rest;
};
const rule = (name: string, holds: boolean, level = 'fail'): string =>
  `<rule name="${name}" level="${level}" value="Format" tracktype="General" operator="${holds ? 'exists' : 'must not exist'}"/>`;
const TRACE = '<rule name="trace" scope="mmt" value="ftyp/"/>';

it.each([
  ['all hold', rule('a', true), { verdict: 'PASS', failures: [], warnings: [] }],
  ['one does not', rule('a', true) + rule('b', false), { verdict: 'FAIL', failures: ['b'], warnings: [] }],
  ['one warns', rule('a', false, 'warn'), { verdict: 'WARN', failures: [], warnings: ['a'] }],
  ['one informs', rule('a', false, 'info'), { verdict: 'PASS', failures: [], warnings: [] }],
  [
    'one warns beside a failure',
    rule('a', false, 'warn') + rule('b', false),
    { verdict: 'FAIL', failures: ['b'], warnings: ['a'] },
  ],
  [
    'a choice of which one holds',
    `<policy type="or" name="c">${rule('a', false)}${rule('b', true)}</policy>`,
    { verdict: 'PASS', failures: [], warnings: [] },
  ],
  [
    'a choice of which none holds: by its name',
    `<policy type="or" name="c">${rule('a', false)}${rule('b', false)}</policy>`,
    { verdict: 'FAIL', failures: ['c'], warnings: [] },
  ],
  [
    'a policy that only warns, with a rule that fails',
    `<policy level="warn">${rule('a', false)}</policy>`,
    { verdict: 'WARN', failures: [], warnings: ['a'] },
  ],
])('%s', (_, rules, expected) => {
  expect(verdict(rules)).toEqual(expected);
});

it.each(['FAILED', 'TOO_LARGE', 'TOO_SLOW', 'EMPTY', 'ARCHIVED', 'ENCRYPTED'])(
  'does not accept an object that is %s for what its row lacks',
  (status) => {
    const cell = (column: string) => ({ Status: status, Size: 1 })[column];
    const verdictBy = (text: string) => judgeRowBy(readPolicy(text, 'p'), cell, undefined);
    expect(verdictBy('must No subtitles: no TextLanguages')).toMatchObject({
      verdict: 'FAIL',
      failures: ['There is no report'],
    });
    expect(verdictBy('must No small one: not VideoHeight<720')).toMatchObject({ verdict: 'FAIL' });
    expect(verdictBy('must Small: Size<2GB')).toMatchObject({ verdict: 'PASS' });
    expect(verdictBy('must AVC: VideoFormat=AVC')).toMatchObject({ verdict: 'FAIL', failures: ['AVC'] });
  },
);

it('takes no longer for a title of a million digits, as anybody may write one', () => {
  const policy = readPolicy(
    '<policy><rule name="a" value="Title" tracktype="General" operator="=">5</rule></policy>',
    'p',
  );
  const report = `<MediaInfo><media><track type="General"><Title>${'1'.repeat(1_000_000)}x</Title></track></media></MediaInfo>`;
  expect(judgeRowBy(policy, () => undefined, report)).toMatchObject({ verdict: 'FAIL', failures: ['a'] });
});

it('accepts no report that only the parser chokes on', () => {
  const policy = readPolicy(`<policy>${rule('a', true)}</policy>`, 'p');
  const report = REPORT.replace('type="General"', 'hasOwnProperty="" type="General"');
  expect(judgeRowBy(policy, () => undefined, report)).toMatchObject({
    verdict: 'FAIL',
    failures: ['The report cannot be read'],
  });
});

describe('what cannot be evaluated', () => {
  it('never passes, and never fails by itself', () => {
    expect(verdict(TRACE)).toEqual({ verdict: 'WARN', failures: [], warnings: ['trace (not evaluated)'] });
    expect(verdict(rule('a', true) + TRACE)).toMatchObject({ verdict: 'WARN' });
    expect(verdict(rule('a', false) + TRACE)).toEqual({
      verdict: 'FAIL',
      failures: ['a'],
      warnings: ['trace (not evaluated)'],
    });
  });

  it('does no harm where it cannot change anything', () => {
    expect(verdict(`<policy type="or" name="c">${rule('a', true)}${TRACE}</policy>`)).toEqual({
      verdict: 'PASS',
      failures: [],
      warnings: [],
    });
  });

  it('decides where only it could: what failed beside it is no reason yet', () => {
    expect(verdict(`<policy type="or" name="c">${rule('a', false)}${TRACE}</policy>`)).toEqual({
      verdict: 'WARN',
      failures: [],
      warnings: ['trace (not evaluated)'],
    });
  });

  it('is a comparison with a reference file, too', () => {
    expect(
      verdict('<rule name="r" value="Width" tracktype="Video" operator="=">compare</rule>'),
    ).toMatchObject({ verdict: 'WARN' });
  });

  it('knows exactly what a policy can come to', () => {
    const outcomes = Object.values(OUTCOMES);
    const certain = fc.constantFrom(...outcomes);
    const sets = fc.array(fc.uniqueArray(certain, { minLength: 1 }), { maxLength: 4 });
    const type = fc.constantFrom('and', 'or');
    const level = fc.constantFrom(undefined, 'info', 'warn', 'fail');
    fc.assert(
      fc.property(sets, type, level, (rules, type, level) => {
        const group = { kind: 'policy', name: '', type, level, rules: [] } as unknown as RuleGroup;
        // Every choice of one outcome for each rule.
        const choices = rules.reduce<number[][]>(
          (all, set) => all.flatMap((one) => set.map((outcome) => [...one, outcome])),
          [[]],
        );
        const all = choices.reduce((set, choice) => set | possibleOf(group, choice), 0);
        expect(
          possibleOf(
            group,
            rules.map((set) => set.reduce((a, b) => a | b, 0)),
          ),
        ).toBe(all);
        for (const choice of choices) expect(onlyOutcome(possibleOf(group, choice))).toBeDefined();
      }),
    );
  });
});

describe('the columns of a row', () => {
  const xml = readPolicy(
    '<policy name="X"><rule name="gone" value="Nowhere" tracktype="Video" operator="must not exist"/></policy>',
    'x.xml',
  );

  it('fails what has no report, although nothing could be found in it', () => {
    expect(judgeRowBy(xml, () => undefined, undefined)).toMatchObject({
      verdict: 'FAIL',
      failures: ['There is no report'],
    });
    expect(judgeRowBy(xml, () => undefined, REPORT)).toMatchObject({ verdict: 'PASS' });
    expect(judgeRowBy(xml, () => undefined, '<MediaInfo><media>')).toMatchObject({
      verdict: 'FAIL',
      failures: ['The report cannot be read'],
    });
  });

  it('judges rules about columns without a report', () => {
    const policy = readPolicy('must Not failed: Status!=FAILED', 'p');
    expect(judgeRowBy(policy, () => 'ARCHIVED', undefined)).toMatchObject({ verdict: 'PASS' });
    expect(judgeRowBy(policy, () => 'FAILED', undefined)).toMatchObject({
      verdict: 'FAIL',
      failures: ['Not failed'],
    });
  });

  it('names the policy, its hash and the version of MediaInfo, and cuts lists to their column', () => {
    const names = Array.from({ length: 300 }, (_, i) => `rule ${i} ${'x'.repeat(20)}`);
    const cells = policyCells(xml, { verdict: 'FAIL', failures: names, warnings: [], findings: [] }, '26.10');
    expect(cells).toMatchObject({ Policy: 'FAIL', PolicyName: 'X', PolicyVersion: `${xml.hash}@26.10` });
    expect(cells).not.toHaveProperty('PolicyWarnings');
    expect(Buffer.byteLength(cells.PolicyFailures!)).toBeLessThanOrEqual(4_096);
    expect(JSON.parse(cells.PolicyFailures!).at(-1)).toBe('…');
  });
});
