import fc from 'fast-check';
import { compareScalars } from '../../src/tablestore/search/scalars';

it('orders texts as their bytes in UTF-8', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '北', '\ue000', '\uffff', '🎬', '𐀀') });
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(compareScalars(left, right)).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
    }),
  );
});
