import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../src/index';
import { renderRules } from '../src/rules-table';

it('is current: npm run docs writes it', () => {
  expect(readFileSync(join(__dirname, '..', 'RULES.md'), 'utf8')).toBe(renderRules());
});

it('has one row for each rule, by an id of its own', () => {
  const ids = RULES.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
  expect(renderRules().match(/^\| `[a-z0-9-]+` \|/gm)).toHaveLength(ids.length);
});

it('says every rule as what must be', () => {
  expect(RULES.filter(({ must }) => !must.startsWith('must ')).map(({ id }) => id)).toEqual([]);
});
