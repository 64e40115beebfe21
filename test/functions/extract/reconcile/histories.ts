import fc from 'fast-check';
import { turnOf } from './interleaver';
import type { History, Operation } from './play-history';

/**
 * In most cases one object, because each object then gets more changes. The same key in another bucket is
 * another object.
 */
const name = fc.constantFrom('one/a.mp4', 'one/a.mp4', 'one/a.mp4', 'one/a.mp4', 'one/b.mp4', 'two/a.mp4');
/** Few contents, so that an object often becomes again what it was before. */
const content = fc.constantFrom('x', 'y', 'xyz', 'zyx');

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('put' as const), name, content }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('delete' as const), name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('append' as const), name, content }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('copy' as const), name, from: name }) },
);

const turns = fc.uint8Array({ maxLength: 80, size: 'max' }).map((bytes) => Array.from(bytes, turnOf));

/** Shrinks to a history without news. */
const news = fc.boolean();

const ofAnything: fc.Arbitrary<History> = fc.record({
  writers: fc.array(fc.array(operation, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
  deliveries: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }),
  turns,
  news,
});

/**
 * An object that is deleted and uploaded again unchanged, in most cases within a second: nobody can
 * distinguish the two.
 */
const ofTheSameAgain: fc.Arbitrary<History> = fc.record({
  writers: fc.constant<Operation[][]>([
    [
      { kind: 'put', name: 'one/a.mp4', content: 'x' },
      { kind: 'delete', name: 'one/a.mp4' },
      { kind: 'put', name: 'one/a.mp4', content: 'x' },
    ],
  ]),
  deliveries: fc.constant([]),
  turns,
  news,
});

/** Random histories. They shrink to short ones with few faults. */
export const histories: fc.Arbitrary<History> = fc.oneof(
  { weight: 3, arbitrary: ofAnything },
  { weight: 1, arbitrary: ofTheSameAgain },
);
