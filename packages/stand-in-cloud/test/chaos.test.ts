import fc from 'fast-check';
import { Chaos } from '../src/chaos';
import type { OssFaultRequest } from '../src/oss/conditions';

const KEYS = ['a.mp4', 'b.mp4', 'c.mp4'];
const OPERATIONS = ['PutObject', 'GetObject', 'HeadObject'];

const request = (operation: string, key: string, bucket = 'source'): OssFaultRequest => ({
  method: 'GET',
  bucket,
  key,
  operation,
});

function raging(seed: number, rates?: ConstructorParameters<typeof Chaos>[1]): Chaos {
  const chaos = new Chaos(seed, rates);
  chaos.begin();
  return chaos;
}

/** The faults of the first requests of each operation on each key. */
function fates(chaos: Chaos, order: readonly (readonly [string, string])[]): Map<string, unknown[]> {
  const met = new Map<string, unknown[]>();
  for (const [operation, key] of order) {
    const which = `${operation} ${key}`;
    met.set(which, [...(met.get(which) ?? []), chaos.ossConditions.fault!(request(operation, key))]);
  }
  return met;
}

describe('Chaos', () => {
  it('does nothing before it begins and after it ends', () => {
    const chaos = new Chaos(1, {
      requestFailures: 1,
      slowRequests: 1,
      delivery: { kill: 1, duplicate: 1, shortage: 1, sever: 1 },
    });
    const quiet = () => [
      chaos.ossConditions.latencyMs,
      chaos.ossConditions.fault!(request('PutObject', 'a')),
      chaos.tablestoreFault({ operation: 'PutRow', instance: 'i', previous: 0 }),
      chaos.deliveryPlan.attempt(0),
      chaos.deliveryPlan.delivery(0),
    ];
    const nothing = [0, undefined, undefined, { throttled: false }, { delaysMs: [0], joinsNext: false }];

    expect(quiet()).toEqual(nothing);
    chaos.begin();
    expect(quiet()).not.toEqual(nothing);
    chaos.end();
    expect(quiet()).toEqual(nothing);
  });

  it('does the same with the same seed to each request, however requests overtake each other', () => {
    const requests = fc.array(fc.tuple(fc.constantFrom(...OPERATIONS), fc.constantFrom(...KEYS)), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.nat(), requests, fc.infiniteStream(fc.nat()), (seed, order, dice) => {
        const shuffled = order
          .map((one) => ({ one, rank: dice.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ one }) => one);

        const [first, second] = [order, shuffled].map((sequence) =>
          fates(raging(seed, { requestFailures: 0.5 }), sequence),
        );

        expect(new Map([...second!].sort())).toEqual(new Map([...first!].sort()));
      }),
    );
  });

  it('gives stacks the same ids with the same seed, in the form of a UUID', () => {
    expect(new Chaos(7).stackId(0)).toBe(new Chaos(7).stackId(0));
    expect(new Chaos(7).stackId(0)).not.toBe(new Chaos(8).stackId(0));
    expect(new Chaos(7).stackId(0)).not.toBe(new Chaos(7).stackId(1));
    expect(new Chaos(7).stackId(0)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('fails the share of requests that it is told to, in every way, and counts what it did', () => {
    const chaos = raging(11, { requestFailures: 1 / 3, slowRequests: 0 });
    const met = Array.from({ length: 3_000 }, (_, n) =>
      chaos.ossConditions.fault!(request('GetObject', `${n}`)),
    );
    for (let previous = 0; previous < 3_000; previous += 1) {
      met.push(chaos.tablestoreFault({ operation: 'PutRow', instance: 'i', previous }) as undefined);
    }
    const failed = met.filter(Boolean).length;

    expect(failed / met.length).toBeCloseTo(1 / 3, 1);
    expect(chaos.seen).toMatchObject({ requests: met.length, failedRequests: failed });
    const counts = Object.entries(chaos.counts).filter(([kind]) => /^(oss|tablestore)/.test(kind));
    expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(failed);
    expect(counts.map(([kind]) => kind)).toEqual([
      'oss: InternalError',
      'oss: ServiceUnavailable',
      'oss: TotalQpsLimitExceeded',
      'oss: answer lost',
      'oss: body cut',
      'oss: reset',
      'tablestore: OTSInternalServerError',
      'tablestore: OTSPartitionUnavailable',
      'tablestore: OTSServerBusy',
      'tablestore: OTSTimeout',
      'tablestore: answer lost',
      'tablestore: reset',
    ]);
  });

  it('lets instances run out of what they need, the same with the same seed, and counts it by its name', () => {
    const [one, same, other] = [5, 5, 6].map((seed) => {
      const chaos = raging(seed, { delivery: { throttle: 0, kill: 0 } });
      const attempts = Array.from({ length: 500 }, (_, n) => chaos.deliveryPlan.attempt(n));
      return { attempts, counts: chaos.counts };
    });

    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    expect(Object.entries(one!.counts).filter(([kind]) => kind.startsWith('instance: '))).toEqual([
      ['instance: killed', 0],
      ...['EMFILE', 'EAGAIN', 'ENOMEM', 'ENOSPC'].map((code) => [
        `instance: ${code}`,
        one!.attempts.filter(({ shortage }) => shortage?.code === code).length,
      ]),
    ]);
    expect(one!.counts['instance: EMFILE']).toBeGreaterThan(0);
  });

  it('cuts no body where there is none', () => {
    const chaos = raging(3, { requestFailures: 1 });
    const met = Array.from({ length: 500 }, (_, n) =>
      chaos.ossConditions.fault!(request('PutObject', `${n}`)),
    );

    expect(met.some((fault) => fault?.kind === 'reset' && (fault.afterBytes ?? 0) > 0)).toBe(false);
  });
});
