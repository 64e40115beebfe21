import fc from 'fast-check';
import { counted, faithfulPlan, newFaultCounts, seededPlan } from '../../src/function-compute/delivery-plan';
import { LineSplitter } from '../../src/function-compute/line-splitter';
import { SHORTAGES } from '../../src/function-compute/shortage';
import { SEVERINGS } from '../../src/severing';

const ordinals = Array.from({ length: 2000 }, (_, n) => n);

describe('a seeded plan', () => {
  it('decides the same for the same seed and number, in whatever order it is asked', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.nat(10_000), { minLength: 1 }), (seed, asked) => {
        const [one, other] = [seededPlan(seed), seededPlan(seed)];
        const decide = (plan: typeof one, n: number) => [plan.delivery(n), plan.attempt(n)];
        const forwards = asked.map((n) => decide(one, n));
        const backwards = asked.toReversed().map((n) => decide(other, n));
        expect(backwards.reverse()).toEqual(forwards);
      }),
    );
  });

  it('decides otherwise for another seed', () => {
    const of = (seed: number) => ordinals.map((n) => seededPlan(seed).delivery(n));
    expect(of(1)).not.toEqual(of(2));
  });

  it('does what its rates say', () => {
    const plan = seededPlan('rates', { duplicate: 0.2, delay: 0.5, join: 0.1, throttle: 0.3, kill: 0.4 });
    const share = (hits: boolean[]) => hits.filter(Boolean).length / hits.length;
    const deliveries = ordinals.map((n) => plan.delivery(n));
    const attempts = ordinals.map((n) => plan.attempt(n));
    expect(share(deliveries.map(({ delaysMs }) => delaysMs.length === 2))).toBeCloseTo(0.2, 1);
    expect(share(deliveries.map(({ delaysMs }) => (delaysMs[0] ?? 0) > 0))).toBeCloseTo(0.5, 1);
    expect(share(deliveries.map(({ joinsNext }) => joinsNext))).toBeCloseTo(0.1, 1);
    expect(share(attempts.map(({ throttled }) => throttled))).toBeCloseTo(0.3, 1);
    expect(share(attempts.map(({ killAfterMs }) => killAfterMs !== undefined))).toBeCloseTo(0.4, 1);
  });

  it('lets instances run out of everything, at once and later, for a moment and to the end', () => {
    const counts = newFaultCounts();
    const plan = counted(seededPlan('shortages', { shortage: 0.4, throttle: 0, kill: 0 }), counts);
    const met = ordinals.flatMap((n) => plan.attempt(n).shortage ?? []);

    expect(met.length / ordinals.length).toBeCloseTo(0.4, 1);
    for (const code of SHORTAGES) {
      const ofKind = met.filter((shortage) => shortage.code === code);
      expect(ofKind.length / met.length).toBeCloseTo(code === 'EMFILE' ? 1 / 2 : 1 / 6, 1);
      expect(counts[code]).toBe(ofKind.length);
      expect(new Set(ofKind.map(({ calls }) => calls))).toEqual(new Set([1, Infinity]));
      expect([...new Set(ofKind.map(({ after }) => after))].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    }
    expect(met.filter(({ after }) => after === 0).length / met.length).toBeCloseTo(1 / 2, 1);
  });

  it('ends connections in each way, and none after an attempt that is refused', () => {
    const counts = newFaultCounts();
    const plan = counted(seededPlan('severings', { sever: 0.4, throttle: 0.1 }), counts);
    const attempts = ordinals.map((n) => plan.attempt(n));

    expect(attempts.filter(({ severing }) => severing).length / attempts.length).toBeCloseTo(0.4, 1);
    for (const how of SEVERINGS) {
      const met = attempts.filter(({ severing, throttled }) => severing === how && !throttled);
      expect(met.length / attempts.length).toBeCloseTo(0.1, 1);
      expect(counts[how]).toBe(met.length);
    }
  });

  it('counts no shortage of an attempt that is refused', () => {
    const counts = newFaultCounts();
    counted(seededPlan(1, { shortage: 1, throttle: 1, kill: 1 }), counts).attempt(0);
    expect(counts).toEqual({ ...newFaultCounts(), throttled: 1 });
  });

  it('leaves everything alone when it is none', () => {
    expect(faithfulPlan.delivery(0)).toEqual({ delaysMs: [0], joinsNext: false });
    expect(faithfulPlan.attempt(0)).toEqual({ throttled: false });
  });
});

describe('lines', () => {
  it('come out as they went in, wherever the stream was cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' '))),
        fc.integer({ min: 1, max: 7 }),
        (lines, step) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const splitter = new LineSplitter();
          const got: string[] = [];
          for (let at = 0; at < bytes.length; at += step) {
            got.push(...splitter.push(bytes.subarray(at, at + step)));
          }
          expect([...got, ...splitter.end()]).toEqual(lines);
        },
      ),
    );
  });

  it('are cut when they never end', () => {
    const splitter = new LineSplitter();
    expect(splitter.push(Buffer.alloc(70_000, 'x'))).toEqual(['x'.repeat(70_000)]);
    expect(splitter.end()).toEqual([]);
    splitter.push(Buffer.from('last'));
    expect(splitter.end()).toEqual(['last']);
  });
});
