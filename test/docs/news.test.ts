import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS } from '../../contract/columns';
import { eventType, NEWS_SOURCE, NEWS_TYPES, type NewsType, newsTypeOf } from '../../contract/news';
import { PROJECT_ROOT } from '../../lib/project-root';

const PAGE = readFileSync(join(PROJECT_ROOT, 'docs', 'news.md'), 'utf8');

interface Example {
  id: string;
  source: string;
  type: string;
  data: Record<string, unknown>;
}

const EXAMPLES = [...PAGE.matchAll(/```json\n(.*?)```/gs)]
  .map(([, text]) => JSON.parse(text!) as Partial<Example>)
  .filter((one): one is Example => one.type !== undefined);

it('has an example of every event, and says what each means', () => {
  const types = Object.keys(NEWS_TYPES) as NewsType[];
  expect(EXAMPLES.map(({ type }) => type)).toEqual(types.map(eventType));
  for (const type of types) expect(PAGE).toContain(`| \`${eventType(type)}\` | ${NEWS_TYPES[type]} |`);
});

it.each(EXAMPLES.map((one) => [one.type, one] as const))('shows %s as it is sent', (type, example) => {
  const { id, source, data } = example;
  expect(source).toBe(NEWS_SOURCE);
  expect(data['RevisionId']).toBe(id);
  const known = new Set([...COLUMNS.map(({ name }) => name), 'Bucket']);
  expect(Object.keys(data).filter((name) => !known.has(name))).toEqual([]);
  if (type === eventType('removed')) return;
  expect(type).toBe(eventType(newsTypeOf(data, type === eventType('described'))));
});
