import { setImmediate as turn } from 'node:timers/promises';
import { merged } from '../../cli/program/merged';

/** Numbers, and how far their reader has come. */
function counted(numbers: number[]): {
  source: AsyncGenerator<number>;
  state: { taken: number; ended: boolean };
} {
  const state = { taken: 0, ended: false };
  const source = (async function* count() {
    try {
      for (const number of numbers) {
        state.taken += 1;
        yield number;
      }
    } finally {
      state.ended = true;
    }
  })();
  return { source, state };
}

it('gives all items of all sources, each source in its order', async () => {
  const found: number[] = [];
  for await (const one of merged([counted([1, 3, 5]).source, counted([]).source, counted([2, 4]).source])) {
    found.push(one);
  }
  expect([...found].sort()).toEqual([1, 2, 3, 4, 5]);
  expect(found.filter((one) => one % 2 === 1)).toEqual([1, 3, 5]);
});

it('asks no source for more than one item ahead', async () => {
  const { source, state } = counted([1, 2, 3, 4]);
  const items = merged([source]);
  await items.next();
  for (let i = 0; i < 10; i++) await turn();
  expect(state.taken).toBe(2);
  await items.return(undefined);
});

it('ends all sources when nobody reads on', async () => {
  const both = [counted([1, 2]), counted([3, 4])];
  for await (const _ of merged(both.map(({ source }) => source))) break;
  for (let i = 0; i < 10; i++) await turn();
  expect(both.map(({ state }) => state.ended)).toEqual([true, true]);
});

it('fails as soon as one source does, and ends the others', async () => {
  const other = counted(Array.from({ length: 1_000 }, (_, i) => i));
  const failing = (async function* fail(): AsyncGenerator<number> {
    yield 1;
    throw new Error('broken off');
  })();
  const read = async (): Promise<void> => {
    for await (const _ of merged([failing, other.source])) await turn();
  };
  await expect(read()).rejects.toThrow('broken off');
  for (let i = 0; i < 10; i++) await turn();
  expect(other.state).toMatchObject({ ended: true });
  expect(other.state.taken).toBeLessThan(1_000);
});
