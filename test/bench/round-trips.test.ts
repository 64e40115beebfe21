import fc from 'fast-check';
import { type RequestTimes, sequentialRoundTrips } from '../../bench/round-trips';

const kept = (arrived: number, answered: number): RequestTimes => ({
  arrived,
  answered,
  newConnection: false,
});
const fresh = (arrived: number, answered: number): RequestTimes => ({
  arrived,
  answered,
  newConnection: true,
});

describe('sequentialRoundTrips', () => {
  it.each<[string, RequestTimes[], number]>([
    ['nothing', [], 0],
    ['one request', [kept(0, 10)], 1],
    ['a head and a tail side by side', [kept(0, 10), kept(1, 11)], 1],
    ['one request after another', [kept(0, 10), kept(10, 20), kept(25, 35)], 3],
    [
      'thirty-two at once after one',
      [kept(0, 10), ...Array.from({ length: 32 }, (_, i) => kept(11 + i / 10, 25))],
      2,
    ],
    ['a new connection for each', [fresh(0, 30), fresh(31, 61)], 4],
    ['a new connection beside a kept one', [kept(0, 10), fresh(0, 30), kept(31, 40)], 3],
    ['a long one beside several short ones', [kept(0, 100), kept(0, 10), kept(11, 20), kept(21, 30)], 3],
  ])('counts %s', (_, requests, expected) => {
    expect(sequentialRoundTrips(requests)).toBe(expected);
    expect(sequentialRoundTrips([...requests].reverse())).toBe(expected);
  });

  it('never counts more than there are, nor fewer than follow each other', () => {
    const request = fc
      .tuple(fc.nat(200), fc.integer({ min: 1, max: 50 }))
      .map(([arrived, length]) => kept(arrived, arrived + length));
    fc.assert(
      fc.property(fc.array(request, { maxLength: 20 }), (requests) => {
        const trips = sequentialRoundTrips(requests);
        expect(trips).toBeLessThanOrEqual(requests.length);
        // The greedy choice of the one that ends first gives the longest chain of intervals.
        let chain = 0;
        let end = Number.NEGATIVE_INFINITY;
        for (const { arrived, answered } of [...requests].sort((a, b) => a.answered - b.answered)) {
          if (arrived < end) continue;
          chain += 1;
          end = answered;
        }
        expect(trips).toBe(chain);
      }),
    );
  });
});
