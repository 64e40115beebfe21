import fc from 'fast-check';
import { compareTexts } from '../../../contract/compare-texts';
import { pairUp } from '../../../contract/keeping-up/pair-up';
import type { ListedObject, Range, Sources, StoredRow } from '../../../contract/keeping-up/sources';
import { successorOf } from '../../../contract/keeping-up/successor';
import { cutAtCharacter, orderedBytes, rowKey } from '../../../contract/row-key';

const BUCKET = 'films-1';
const BYTES = orderedBytes(BUCKET);

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const objectOf = (key: string): ListedObject => ({
  key,
  etag: 'AB12',
  size: 7,
  lastModified: '2026-11-01T10:00:00.000Z',
});
const rowOf = (key: string): StoredRow => ({ key, rowKey: rowKey({ bucket: BUCKET, key }), state: {} });

async function* pages<Item>(items: Item[], size: number): AsyncGenerator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
  yield [];
}

/** Lists as OSS and ranges as Tablestore give them: in the order of bytes, rows from a character on. */
function modelOf(objects: string[], rows: string[], pageSize: number): Sources & { calls: number } {
  const listed = [...objects].sort(byBytes).map(objectOf);
  const stored = rows.map(rowOf).sort((a, b) => byBytes(a.rowKey, b.rowKey));
  const model = {
    bucket: BUCKET,
    calls: 0,
    objects: ({ prefix, after }: Range) => {
      model.calls += 1;
      return pages(
        listed.filter(({ key }) => key.startsWith(prefix) && byBytes(key, after) > 0),
        pageSize,
      );
    },
    rows: ({ prefix, after }: Range) => {
      const from = cutAtCharacter(after, BYTES);
      return pages(
        stored.filter((row) => row.key.startsWith(prefix) && (after === '' || byBytes(row.rowKey, from) > 0)),
        pageSize,
      );
    },
  };
  return model;
}

/** What a set of keys on both sides must come to. */
function expected(objects: string[], rows: string[], prefix: string, after = ''): string[] {
  const keys = [...new Set([...objects, ...rows])].filter(
    (key) => key.startsWith(prefix) && byBytes(key, after) > 0,
  );
  return keys
    .sort(byBytes)
    .map((key) => `${key} ${objects.includes(key) ? 'object' : ''} ${rows.includes(key) ? 'row' : ''}`);
}

const told = ({ key, object, row }: { key: string; object?: ListedObject; row?: StoredRow }): string =>
  `${key} ${object ? 'object' : ''} ${row ? 'row' : ''}`;

// Keys around the length from which rows have shortened keys, that share their beginning or differ in its last character.
const ends = fc.string({
  unit: fc.constantFrom('a', 'b', '~', 'é', '北', '\ue000', '🎬', '0'),
  maxLength: 60,
});
const beginnings = fc.constantFrom(
  '',
  'films/',
  'x'.repeat(BYTES - 1),
  'x'.repeat(BYTES),
  `${'x'.repeat(BYTES - 1)}北`,
  `${'x'.repeat(BYTES - 2)}é`,
  'x'.repeat(BYTES - 40),
  '北'.repeat(Math.floor(BYTES / 3)),
);
const key = fc
  .tuple(beginnings, ends)
  .map(([beginning, end]) => cutAtCharacter(`${beginning}${end}`, 1_023))
  .filter((one) => one !== '');
const keys = fc.uniqueArray(key, { maxLength: 60 });

describe('the order of bytes', () => {
  it('is that of UTF-8', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', '\ud7ff', '\ue000', '\uffff', '🎬', '\u{10ffff}'),
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareTexts(a, b))).toBe(byBytes(a, b));
      }),
    );
  });

  it.each([
    ['films/', 'films0'],
    ['a\u{10ffff}', 'b'],
    ['\ud7ff', '\ue000'],
    ['', undefined],
    ['\u{10ffff}', undefined],
  ])('knows what comes after all that begin with %j', (prefix, next) => {
    expect(successorOf(prefix)).toBe(next);
  });
});

describe('pairing', () => {
  it('finds every object and every row once, whatever the keys, the pages and the memory', async () => {
    const prefix = fc.oneof(
      fc.constant(''),
      key.map((one) => one.slice(0, 2)),
      key,
    );
    await fc.assert(
      fc.asyncProperty(
        keys,
        keys,
        prefix,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(3, 1_000),
        async (objects, rows, start, size, most) => {
          if (Buffer.from(start).toString() !== start) return;
          const both = [...objects.slice(0, 20), ...rows];
          const stored = [...new Set(both)];
          const found: string[] = [];
          for await (const { pairs, inOrder } of pairUp(
            modelOf(objects, stored, size),
            { prefix: start, after: '' },
            most,
          )) {
            const ordered = pairs.map((pair) => pair.key);
            if (inOrder) expect(ordered).toEqual([...ordered].sort(byBytes));
            found.push(...pairs.map(told));
          }
          expect(found.sort()).toEqual(expected(objects, stored, start).sort());
        },
      ),
    );
  });

  it('goes on from every place at which it can be left, and then finds the rest', async () => {
    await fc.assert(
      fc.asyncProperty(keys, keys, fc.integer({ min: 1, max: 9 }), async (objects, rows, size) => {
        const model = modelOf(objects, rows, size);
        for await (const { after } of pairUp(model, { prefix: '', after: '' })) {
          const rest: string[] = [];
          for await (const { pairs } of pairUp(model, { prefix: '', after })) rest.push(...pairs.map(told));
          expect(rest.sort()).toEqual(expected(objects, rows, '', after).sort());
        }
      }),
    );
  });

  it('tells of a page of short keys each place, and of long ones only the whole', async () => {
    const long = ['z', 'y', 'x'].map((end) => `${'k'.repeat(BYTES + 40)}${end}`);
    const seen = [];
    for await (const page of pairUp(modelOf(['a', 'b', ...long], [], 10), { prefix: '', after: '' }))
      seen.push([page.before, page.after, page.inOrder, page.pairs.length]);
    expect(seen).toEqual([
      ['', 'b', true, 2],
      ['b', 'b', false, 3],
      ['b', long[0], false, 0],
    ]);
  });

  it('lists once, and again only where more long keys have the same beginning than it may keep', async () => {
    const many = Array.from({ length: 100 }, (_, i) => `${'k'.repeat(BYTES + 30)}${i}`);
    const calls = async (objects: string[]): Promise<number> => {
      const model = modelOf(objects, objects, 10);
      for await (const _ of pairUp(model, { prefix: '', after: '' }, 50));
      return model.calls;
    };
    expect(await calls(many.map((one) => one.slice(-20)))).toBe(1);
    expect(await calls(many.slice(0, 20))).toBe(1);
    expect(await calls(many)).toBe(9);
  });
});
