import { checkTemplate, formatFinding, RULES } from '../src/index';
import { ACCESS_CASES } from './access-cases';
import type { Case, Change } from './cases';
import { changed } from './change-template';
import { FUNCTION_CASES } from './function-cases';
import { ORDER_CASES } from './order-cases';
import { STORAGE_CASES } from './storage-cases';
import { TEMPLATE_CASES } from './template-cases';
import { UPLOADS as template } from './uploads';
import { WAIT_CASES } from './wait-cases';

const CASES: Record<string, Case> = {
  ...TEMPLATE_CASES,
  ...STORAGE_CASES,
  ...ACCESS_CASES,
  ...FUNCTION_CASES,
  ...ORDER_CASES,
  ...WAIT_CASES,
};

/** Changes as JSON, as much of it as tells them apart. */
const titleOf = (changes: Change[]) =>
  JSON.stringify(changes, (_, value) => (value === undefined ? null : value)).slice(0, 160);

const rulesBroken = (candidate: object) => [...new Set(checkTemplate(candidate).map(({ rule }) => rule))];

it('finds nothing in a template that keeps every rule', () => {
  expect(checkTemplate(template).map(formatFinding)).toEqual([]);
});

it('has at least one template that breaks and one that keeps each rule', () => {
  expect(Object.keys(CASES).sort()).toEqual(RULES.map(({ id }) => id).sort());
  for (const { fails, passes } of Object.values(CASES)) {
    expect(fails.length).toBeGreaterThan(0);
    expect(passes.length).toBeGreaterThan(0);
  }
});

describe.each(Object.entries(CASES))('%s', (id, { fails, passes, also = [] }) => {
  it.each(fails.map((changes) => [titleOf(changes), changes] as const))('finds %s', (_, changes) => {
    const broken = rulesBroken(changed(template, changes));

    expect(broken).toContain(id);
    // Nothing else, so that a finding tells what to mend.
    expect(broken.filter((rule) => rule !== id && !also.includes(rule))).toEqual([]);
  });

  it.each(passes.map((changes) => [titleOf(changes), changes] as const))('allows %s', (_, changes) => {
    const rule = RULES.filter((one) => one.id === id);

    expect(checkTemplate(changed(template, changes), rule)).toEqual([]);
  });
});
