import type { Cloud } from 'stand-in-cloud';
import type { ObjectRow } from '../../cli/cloud/rows';
import { NewsWatch } from '../../cli/soak/news';

type Taken = Parameters<Parameters<Cloud['events']['watch']>[0]>[0];

const row = (columns: Record<string, unknown>): ObjectRow =>
  ({ key: 'a.jpg', columns: { RevisionId: 'r-2', Status: 'DESCRIBED', Size: 5, ...columns } }) as never;

/** What the soak finds wrong with a row after some events. */
function found(events: Taken[], columns: Record<string, unknown> = {}): string[] {
  let take: (event: Taken) => void = () => undefined;
  const bus = { createBus: () => '', watch: (taken: typeof take) => (take = taken) };
  const watch = new NewsWatch(bus as never);
  for (const revision of ['r-1', 'r-2'])
    watch.rowWritten({ columns: { RevisionId: revision, Key: 'a.jpg' } });
  for (const event of events) take(event);
  expect(watch.count).toBe(events.length);
  return watch.findings([row(columns)]).map(({ kind, detail }) => `${kind}: ${detail}`);
}

const event = (
  id: string,
  data: Record<string, unknown> = {},
  type = 'mediametadata.row.changed',
): Taken => ({
  id,
  type,
  data: { Key: 'a.jpg', Status: 'DESCRIBED', Size: 5, ...data },
});

describe('the soak', () => {
  it('is content with a row whose event came, once or twice', () => {
    expect(found([event('r-1'), event('r-2'), event('r-2')])).toEqual([]);
  });

  it('finds a row of which nobody was told', () => {
    expect(found([event('r-1')])).toEqual(['unannounced: no event tells of revision r-2']);
  });

  it('finds a row that is said to be gone', () => {
    expect(found([event('r-2', {}, 'mediametadata.row.removed')])).toEqual([
      'unannounced: the last event says that the object is gone',
    ]);
  });

  it('finds an event that tells something else', () => {
    expect(found([event('r-2', { Size: 6 })])).toEqual([
      'unannounced: the event tells another Size than the row',
    ]);
  });

  it('finds an event of a revision that was never written, or of another key', () => {
    const never = 'unannounced: an event tells of revision';
    expect(found([event('r-2'), event('r-9')])).toEqual([`${never} r-9, which never was`]);
    expect(found([event('r-2'), event('r-1', { Key: 'b.jpg' })])).toEqual([`${never} r-1, which never was`]);
  });
});
