import { ofThisRun } from '../../../test/setup/long-run';
import { checkTemplate, formatFinding, RULES } from '../src/index';
import { ACCESS_CASES } from './access-cases';
import type { Case, Change } from './cases';
import { changed } from './change-template';
import { EVENT_BRIDGE_CASES } from './event-bridge-cases';
import { FUNCTION_3_CASES } from './function-3-cases';
import { FUNCTION_CASES } from './function-cases';
import { ORDER_3_CASES } from './order-3-cases';
import { ORDER_CASES } from './order-cases';
import { PARAMETER_CASES } from './parameter-cases';
import { REFERENCE_CASES } from './reference-cases';
import { STORAGE_CASES } from './storage-cases';
import { TEMPLATE_CASES } from './template-cases';
import { TIMER_3_CASES, TIMER_CASES } from './timer-cases';
import { TRIGGER_3_CASES } from './trigger-3-cases';
import { TRIGGER_CASES } from './trigger-cases';
import { UPLOADS } from './uploads';
import { UPLOADS_3 } from './uploads-3';
import { WAIT_3_CASES, WAIT_CASES } from './wait-cases';

const CASES: Record<string, Case> = {
  ...TEMPLATE_CASES,
  ...PARAMETER_CASES,
  ...REFERENCE_CASES,
  ...STORAGE_CASES,
  ...ACCESS_CASES,
  ...EVENT_BRIDGE_CASES,
  ...FUNCTION_CASES,
  ...TIMER_CASES,
  ...TRIGGER_CASES,
  ...ORDER_CASES,
  ...WAIT_CASES,
};

const CASES_3: Record<string, Case> = {
  ...FUNCTION_3_CASES,
  ...TRIGGER_3_CASES,
  ...TIMER_3_CASES,
  ...ORDER_3_CASES,
  ...WAIT_3_CASES,
};

/** The templates that keep every rule, each with the cases that change it. */
const TEMPLATES: [name: string, template: object, cases: Record<string, Case>][] = [
  ['Function Compute 2', UPLOADS, CASES],
  ['Function Compute 3', UPLOADS_3, CASES_3],
];

/** Every way of breaking each rule, under the name of the template. */
const EVERY = TEMPLATES.flatMap(([name, template, cases]) =>
  Object.entries(cases).map(([id, one]) => [name, id, template, one] as const),
);

/** Changes as JSON, as much of it as tells them apart. */
const titleOf = (changes: Change[]) =>
  JSON.stringify(changes, (_, value) => (value === undefined ? null : value)).slice(0, 160);

const rulesBroken = (candidate: object) => [...new Set(checkTemplate(candidate).map(({ rule }) => rule))];

it.each(TEMPLATES)('finds nothing in a template of %s that keeps every rule', (_, template) => {
  expect(checkTemplate(template).map(formatFinding)).toEqual([]);
});

it('has at least one template that breaks and one that keeps each rule', () => {
  const covered = new Set(EVERY.map(([, id]) => id));
  expect([...covered].sort()).toEqual(RULES.map(({ id }) => id).sort());
  for (const [, , , { fails, passes }] of EVERY) {
    expect(fails.length).toBeGreaterThan(0);
    expect(passes.length).toBeGreaterThan(0);
  }
});

it('tries every rule about Function Compute 3 on a template of it', () => {
  const about = RULES.filter(({ where }) => where.includes('FC3::')).map(({ id }) => id);
  expect(about.filter((id) => !Object.hasOwn(CASES_3, id))).toEqual([]);
});

/** In `npm test` the first change that breaks each rule and the first that keeps it. */
const BROKEN = EVERY.flatMap(([name, id, template, { fails, also = [] }]) =>
  ofThisRun(fails, (_, index) => index === 0).map(
    (changes) => [name, id, titleOf(changes), { template, changes, also }] as const,
  ),
);
const KEPT = EVERY.flatMap(([name, id, template, { passes }]) =>
  ofThisRun(passes, (_, index) => index === 0).map(
    (changes) => [name, id, titleOf(changes), { template, changes }] as const,
  ),
);

it.each(BROKEN)('%s: %s: finds %s', (_name, id, _title, { template, changes, also }) => {
  const broken = rulesBroken(changed(template, changes));

  expect(broken).toContain(id);
  // Nothing else, so that a finding tells what to mend.
  expect(broken.filter((rule) => rule !== id && !also.includes(rule))).toEqual([]);
});

it.each(KEPT)('%s: %s: allows %s', (_name, id, _title, { template, changes }) => {
  const rule = RULES.filter((one) => one.id === id);

  expect(checkTemplate(changed(template, changes), rule)).toEqual([]);
});
