import { readFileSync } from 'node:fs';
import { RULES } from '../../../lib/template-check';
import { RULES_DOCUMENT, renderRules } from '../../../lib/template-check/rules-table';

it('is current: tsx scripts/docs.ts writes it', () => {
  expect(readFileSync(RULES_DOCUMENT, 'utf8')).toBe(renderRules());
});

it('has one row for each rule, by an id of its own', () => {
  const ids = RULES.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
  expect(renderRules().match(/^\| `[a-z-]+` \|/gm)).toHaveLength(ids.length);
});

it('says every rule as what must be', () => {
  expect(RULES.filter(({ must }) => !must.startsWith('must ')).map(({ id }) => id)).toEqual([]);
});
