import fc from 'fast-check';
import { turnOf } from './interleaver';
import type { History, Operation } from './play-history';

/** Mostly one key, for the others only dilute what happens to it. */
const key = fc.constantFrom('a.mp4', 'a.mp4', 'a.mp4', 'b.mp4');
/** Few contents, so that an object often becomes again what it was. */
const content = fc.constantFrom('x', 'y', 'xyz', 'zyx');

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('put' as const), key, content }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('delete' as const), key }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('append' as const), key, content }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('copy' as const), key, from: key }) },
);

/** Random histories; they shrink to short ones in which little goes wrong. */
export const histories: fc.Arbitrary<History> = fc.record({
  writers: fc.array(fc.array(operation, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
  deliveries: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }),
  turns: fc.uint8Array({ maxLength: 80, size: 'max' }).map((bytes) => Array.from(bytes, turnOf)),
});
