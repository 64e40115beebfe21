import { runQuery } from '../../src/log-service/query/run-query';

const INDEX = {
  line: { token: [' '] },
  keys: {
    city: { type: 'text', doc_value: true, chn: true },
    note: { type: 'text' },
    Exact: { type: 'text', caseSensitive: true },
    size: { type: 'long', doc_value: true },
    share: { type: 'double', doc_value: true },
    body: {
      type: 'json',
      json_keys: {
        state: { type: 'text', doc_value: true },
        'deep.ms': { type: 'long', doc_value: true },
        hidden: { type: 'text' },
      },
    },
  },
};

const FIELDS: Record<string, string>[] = [
  {
    id: 'a',
    city: 'Hang Zhou',
    size: '3',
    share: '0.5',
    Exact: 'Up',
    body: '{"state":"ok","deep":{"ms":5}}',
  },
  { id: 'b', city: '杭州 West', size: '4', share: '2', body: '{"state":"broken/off","deep":{"ms":7}}' },
  { id: 'c', note: 'no city', size: 'none', body: 'no JSON' },
];
const START = Date.UTC(2026, 0, 2, 3, 4, 5);
const ENTRIES = FIELDS.map((fields, index) => ({ time: START + index * 60_000, fields }));

function found(query: string): (string | undefined)[] {
  const result = runQuery(query, ENTRIES, INDEX);
  if (!('entries' in result)) throw new Error('The query has a statement.');
  return result.entries.map(({ fields }) => fields['id']);
}

function rows(statement: string): unknown[][] {
  const result = runQuery(`* | ${statement}`, ENTRIES, INDEX);
  if (!('rows' in result)) throw new Error('The query has no statement.');
  return result.rows.map((row) => Object.values(row));
}

describe('a search', () => {
  it.each([
    ['', ['a', 'b', 'c']],
    ['*', ['a', 'b', 'c']],
    ['city: hang', ['a']],
    ['city: "zhou hang"', ['a']],
    ['city: Hangzhou', []],
    ['city: 州', ['b']],
    ['Exact: up', []],
    ['Exact: Up', ['a']],
    ['size: 4', ['b']],
    ['share: 2.0', ['b']],
    ['body.state: off', ['b']],
    ['body.deep.ms: 5', ['a']],
    ['WEST', ['b']],
    ['no city', ['c']],
    ['not body.state: ok', ['b', 'c']],
    ['not size: 3 not size: 4', ['c']],
    ['size: 3 or size: 4 and city: west', ['a', 'b']],
    ['(size: 3 or size: 4) and city: west', ['b']],
    ['note: "a | b"', []],
  ])('%s finds %j', (query, ids) => expect(found(query)).toEqual(ids));

  it.each([
    ['other: 1', "The field 'other' is not in the index of the logstore."],
    ['size > 3', "'>' is not offered: comparisons, ranges and wildcards of the query language."],
    ['size: [1 3]', "'[1' is not offered: comparisons, ranges and wildcards of the query language."],
    ['city: Han*', 'Wildcards are not offered in queries.'],
    ['size: many', "The field 'size' is long, 'many' is not a number."],
    ['city: "open', `The query has a quotation mark without its partner at ' "open'.`],
    ['(city: a', "The query has a '(' without its ')'."],
    ['city: a)', "The query has ')' too many."],
    ['city: a and', "The query lacks a word before 'its end'."],
  ])('%s is refused', (query, message) => expect(() => found(query)).toThrow(message));
});

describe('a statement', () => {
  it.each([
    ['1 / 2, 1 * 1.0 / 2, 7 % 4, -size', [['0', '0.5', '3', '-3']]],
    ['1e9 * 1.5, 2 / 1e5, 1e0', [['1.5E9', '2.0E-5', '1.0']]],
    ["__time__, date_trunc('day', __time__)", [[String(START / 1000), '2026-01-02 00:00:00.000']]],
    ["to_unixtime(from_iso8601_timestamp('2026-01-02T03:04:05.5+01:00'))", [['1.7673194455E9']]],
    ['"body.state", "body.deep.ms" + 1', [['ok', '6']]],
    ["if(size > 3, 'big', 'small'), if(size > 3, 'big')", [['small', 'null']]],
    ["city in ('x', 'Hang Zhou'), not city = 'x', size <> 3 or share >= 0.5", [['true', 'true', 'true']]],
  ])('SELECT %s', (items, answer) => expect(rows(`SELECT ${items} FROM log LIMIT 1`)).toEqual(answer));

  it.each([
    ['count(*), count(1), count(city), count(share)', [['3', '3', '2', '2']]],
    ['sum(size), avg(size), min(size), max(size)', [['7', '3.5', '3', '4']]],
    ['sum(share), max(city)', [['2.5', '杭州 West']]],
    ['approx_distinct(size), approx_percentile(size, 0.5), approx_percentile(size, 1)', [['2', '3', '4']]],
    ["sum(if(city = 'Hang Zhou', 1, 0)) * 1.0 / count(1)", [[String(1 / 3)]]],
  ])('SELECT %s', (items, answer) => expect(rows(`select ${items} from log`)).toEqual(answer));

  it('keeps rows for which the condition holds, in the order that is asked for, nothing last', () => {
    expect(rows('SELECT size FROM log ORDER BY size')).toEqual([['3'], ['4'], ['null']]);
    expect(rows('SELECT size AS s FROM log ORDER BY s DESC LIMIT 2')).toEqual([['4'], ['3']]);
    expect(rows('SELECT city FROM log WHERE size >= 4 AND share < 3')).toEqual([['杭州 West']]);
  });

  it('groups by columns, expressions and names of the answer', () => {
    const big = rows('SELECT size > 3 AS big, count(1) AS n FROM log GROUP BY big ORDER BY n, big');
    expect(big).toEqual([
      ['false', '1'],
      ['true', '1'],
      ['null', '1'],
    ]);
    expect(rows('SELECT count(1) FROM log WHERE size > 9 GROUP BY city')).toEqual([]);
    expect(rows('SELECT count(1), max(size) FROM log WHERE size > 9')).toEqual([['0', 'null']]);
  });

  it('answers with 100 rows where it has no LIMIT', () => {
    const many = Array.from({ length: 101 }, (_, time) => ({ time, fields: {} }));
    expect(runQuery('* | SELECT __time__ FROM log', many, INDEX)).toHaveProperty('rows.length', 100);
  });

  it.each([
    ['SELECT note FROM log', "Column 'note' cannot be resolved"],
    ['SELECT "body.hidden" FROM log', "Column 'body.hidden' cannot be resolved"],
    ['SELECT size, count(1) FROM log', "'size' must be an aggregate expression or appear in GROUP BY clause"],
    ['SELECT size FROM log WHERE count(1) > 1', 'count cannot stand in this place.'],
    ['SELECT histogram(size) FROM log', 'The function histogram is not offered by this stand-in.'],
    ['SELECT toString(size) FROM log', 'The function tostring is not offered by this stand-in.'],
    ['SELECT sum(size, 2) FROM log', 'sum takes 1 arguments, 2 given.'],
    ['SELECT size FROM other', "'log' was expected, 'other' given."],
    ['SELECT size FROM log HAVING size > 1', "'having' is not offered in this place of a statement."],
    ['SELECT DISTINCT size FROM log', "'size' is not offered in this place of a statement."],
    ['SELECT * FROM log', "'*' is not offered in this place of a statement."],
    ['SELECT size FROM log LIMIT 2, 3', "',' is not offered in this place of a statement."],
    ["SELECT size = 'x' FROM log", 'bigint and varchar cannot be compared.'],
    ["SELECT 1 + 'x' FROM log", "'+' needs numbers, varchar given."],
    ['SELECT 1 / 0 FROM log', 'Division by zero'],
    ["SELECT date_trunc('century', __time__) FROM log", "date_trunc: 'century' is not offered as a unit."],
    ["SELECT from_iso8601_timestamp('yesterday') FROM log", 'Invalid format: "yesterday"'],
    ['SELECT approx_percentile(size, 95) FROM log', 'approx_percentile needs a share from 0 to 1, 95 given.'],
    ['SELECT size; DROP', "The statement cannot be read at '; DROP'."],
  ])('%s is refused', (statement, message) => expect(() => rows(statement)).toThrow(message));
});
