import { PlatformError } from '../../../functions/extract/errors';
import { parseEvents } from '../../../functions/extract/events';
import { handleBatch, objectsAtOnce } from '../../../functions/extract/handle-batch';
import type { ReconcileDependencies } from '../../../functions/extract/reconcile';
import { sideBySide } from '../../../functions/extract/side-by-side';
import { ossEvent, payload } from './event-factory';

describe('objects at once', () => {
  it.each([
    [128, 1],
    [192, 2],
    [256, 3],
    [512, 8],
    [1_024, 16],
    [32_768, 16],
  ])('in %d MB are %d', (memoryMB, expected) => {
    expect(objectsAtOnce(memoryMB)).toBe(expected);
  });
});

describe('side by side', () => {
  it('runs every item once, never more than the limit at the same time', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await sideBySide([...Array(20).keys()], 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
  });

  it('ends at once without items', async () => {
    await sideBySide([], 3, () => Promise.reject(new Error('not to be called')));
  });
});

describe('a batch', () => {
  const world = (read: () => Promise<undefined>): ReconcileDependencies => ({
    rows: {
      read,
      readWhole: read,
      put: () => Promise.reject(new Error()),
      update: () => Promise.reject(new Error()),
      delete: () => Promise.reject(new Error()),
    },
    open: () => Promise.reject(new PlatformError('OSS is away.')),
    look: async () => undefined,
    describe: () => Promise.reject(new Error()),
    isSettled: () => false,
    buildRow: () => ({}),
    newRevision: () => 'r',
  });

  it('tells of an unexpected error only its kind and place', async () => {
    const failing = world(async () => undefined);
    failing.open = async () => {
      throw new TypeError('of https://bucket/key?x-oss-signature=secret');
    };
    const log = jest.fn();
    const batch = handleBatch(
      parseEvents(payload(ossEvent())),
      { requestId: 'r', memoryMB: 512 },
      () => failing,
      log,
    );
    await expect(batch).rejects.toThrow(/Unexpected TypeError at .*handle-batch\.test/);
    expect(JSON.stringify(log.mock.calls)).not.toContain('secret');
  });

  it('names at most 20 of its failures, so that the error stays small', async () => {
    const events = Array.from({ length: 50 }, (_, i) => ossEvent({ key: `${i}.mp4` }));
    const away = world(async () => undefined);
    const batch = handleBatch(
      parseEvents(payload(...events)),
      { requestId: 'r', memoryMB: 512 },
      () => away,
      () => undefined,
    );
    const error: Error = await batch.catch((thrown) => thrown);
    expect(error).toBeInstanceOf(PlatformError);
    expect(error.message).toMatch(/^50 of 50 objects must be tried again/);
    expect(error.message.match(/OSS is away/g)).toHaveLength(20);
  });

  it('names at most 20 parts that are rejected, and counts the others', async () => {
    const log = jest.fn();
    const content = `{"events":[${Array.from({ length: 60_000 }, () => '0').join(',')}]}`;
    const never = () => world(async () => undefined);
    const { objects, rejected } = await handleBatch(
      parseEvents(content),
      { requestId: 'r', memoryMB: 512 },
      never,
      log,
    );
    expect(objects).toEqual([]);
    expect(rejected).toHaveLength(21);
    expect(rejected.at(-1)).toBe('59980 further parts of the payload were rejected.');
    expect(log).toHaveBeenCalledTimes(21);
  });
});
