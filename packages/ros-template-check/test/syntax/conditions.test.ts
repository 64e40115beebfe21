import { Conditions, conditionOutcomes } from '../../src/syntax';

const is = (name: string) => ({ 'Fn::Equals': [{ Ref: name }, 'yes'] });

describe('outcomes', () => {
  const seen = (conditions: Record<string, unknown>) =>
    conditionOutcomes(conditions).map((outcome) => Object.fromEntries(outcome));

  it('are one where nothing is conditional', () => {
    expect(seen({})).toEqual([{}]);
  });

  it('are every way in which comparisons come out, and never one that contradicts itself', () => {
    expect(
      seen({ A: is('x'), B: { 'Fn::Not': ['A'] }, C: { 'Fn::And': [{ Condition: 'A' }, is('y')] } }),
    ).toEqual([
      { A: false, B: true, C: false },
      { A: false, B: true, C: false },
      { A: true, B: false, C: false },
      { A: true, B: false, C: true },
    ]);
  });

  it('count other comparisons than Fn::Equals, too', () => {
    expect(seen({ A: { 'Fn::Contains': [['a'], { Ref: 'x' }] } })).toEqual([{ A: false }, { A: true }]);
  });

  it('stay few for many comparisons', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`C${index}`, is(`p${index}`)]));

    expect(conditionOutcomes(many)).toHaveLength(22);
  });

  it('end for conditions that name each other', () => {
    expect(seen({ A: { 'Fn::Not': ['B'] }, B: { 'Fn::Not': ['A'] } })).toHaveLength(1);
  });
});

it('asks for each comparison once, at its place', () => {
  const asked: string[] = [];
  const conditions = new Conditions(
    { A: is('x'), B: { 'Fn::Or': ['A', is('y')] }, C: { 'Fn::Not': { Condition: 'A' } }, D: true },
    (call, path) => {
      asked.push(path);
      return JSON.stringify(call.args).includes('"y"');
    },
  );

  expect(['A', 'B', 'C', 'D', 'E'].map((name) => conditions.holds(name))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(asked).toEqual(['Conditions.A', 'Conditions.B.Fn::Or.1']);
});
