import fc from 'fast-check';
import type { IndexedRow } from '../../src/tablestore/search/document';
import { FieldSet } from '../../src/tablestore/search/fields';
import { compareScalars, type Scalar } from '../../src/tablestore/search/scalars';
import type { SorterMessage } from '../../src/tablestore/search/search-types';
import { type Hit, Order } from '../../src/tablestore/search/sorting';

const FIELDS = new FieldSet([{ name: 'Size', type: 'LONG', sortAndAggregate: true }]);
const SORTS: SorterMessage[][] = [
  [],
  [{ fieldSort: { fieldName: 'Size', order: 0 } }],
  [{ fieldSort: { fieldName: 'Size', order: 1 } }],
  [{ pkSort: { order: 1 } }],
];

function hitOf(key: string, size: number | undefined): Hit {
  const values = new Map<string, Scalar[]>(size === undefined ? [] : [['Size', [size]]]);
  const document: IndexedRow = {
    key,
    row: { primaryKey: [], columns: new Map(), writtenAt: 0 },
    slot: 0,
    values,
    nested: new Map(),
  };
  return { document, score: 1 };
}

it('orders texts as their bytes in UTF-8', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '北', '\ue000', '\uffff', '🎬', '𐀀') });
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(compareScalars(left, right)).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
    }),
  );
});

it('turns pages of any length through all hits as one sort would order them', () => {
  const sizes = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }), { maxLength: 60 });
  fc.assert(
    fc.property(
      sizes,
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(...SORTS),
      (given, length, sorters) => {
        const hits = given.map((size, i) => hitOf(String(i).padStart(3, '0'), size));
        const order = Order.of(sorters, FIELDS);
        const keys: string[] = [];
        for (let page = order.first(length, hits, undefined); page.length > 0; ) {
          keys.push(...page.map(({ hit }) => hit.document.key));
          page = order.first(length, hits, page.at(-1)?.position);
        }
        const placed = hits.map((hit) => order.position(hit));
        const expected = placed.sort((left, right) => order.compare(left, right)).map(({ key }) => key);
        expect(keys).toEqual(expected);
      },
    ),
  );
});
