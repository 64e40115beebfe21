import { headAndTail } from '../../../../../functions/extract/object-reader/plan/head-and-tail';
import { TINY } from '../../support/planned-fetches';

describe('the head and the tail', () => {
  it.each([
    [1000, false, [0, 16, 16], [992, 1000, 1000]],
    [1000, true, [0, 992, 16], [992, 1000, 1000]],
    [20, false, [0, 16, 16], [16, 20, 20]],
    [20, true, [0, 16, 16], [16, 20, 20]],
    [10, false, [0, 10, 10], [10, 10, 10]],
  ])('of %d bytes, with an open head: %s', (size, openHead, head, tail) => {
    const begin = ([start, end, wanted]: number[]) => ({ do: 'begin', start, end, wanted });
    expect(headAndTail(size, { ...TINY, openHead })).toEqual({ head: begin(head), tail: begin(tail) });
  });
});
