import { STATUS_NAMES, type Status } from '../../../contract/statuses';
import { handler } from '../../../functions/extract/index';
import { ossEvent, payload } from './event-factory';
import { HOSTILE_FILES } from './support/hostile-files';
import { BUCKET, Pipeline, REQUEST_ID } from './support/pipeline';

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
});
afterEach(() => pipeline.stop());

/** For each status a key, and how its object gets that status. */
const OBJECTS: Record<Status, { key: string; prepare: () => Promise<unknown> }> = {
  DESCRIBED: { key: 'a.mp4', prepare: () => pipeline.putFixture('a.mp4', 'moov-first.mp4') },
  DOUBTFUL: { key: 'cut.mp4', prepare: () => pipeline.putFixture('cut.mp4', 'cut-moov-first.mp4') },
  NOT_MEDIA: { key: 'notes.txt', prepare: () => pipeline.oss.put('notes.txt', 'shopping list') },
  UNRECOGNISED: { key: 'note.mp4', prepare: () => pipeline.oss.put('note.mp4', 'shopping list') },
  EMPTY: { key: 'empty.mp4', prepare: () => pipeline.oss.put('empty.mp4', '') },
  ARCHIVED: {
    key: 'cold.mp4',
    prepare: () => pipeline.oss.put('cold.mp4', 'x', { 'x-oss-storage-class': 'Archive' }),
  },
  ENCRYPTED: {
    key: 'sealed.mp4',
    prepare: () => pipeline.oss.put('sealed.mp4', 'x', { 'x-oss-meta-client-side-encryption-key': 'k' }),
  },
  TOO_SLOW: {
    key: 'slow.mp4',
    prepare: () => {
      process.env['OBJECT_TIMEOUT_SECONDS'] = '1';
      pipeline.oss.server.conditions.fault = ({ method }) =>
        method === 'GET' ? { kind: 'stall', afterBytes: 100 } : undefined;
      return pipeline.putFixture('slow.mp4', 'moov-first.mp4');
    },
  },
  TOO_LARGE: {
    key: 'wordy.mkv',
    prepare: () => pipeline.oss.put('wordy.mkv', wordy()),
  },
  FAILED: {
    key: 'shut.mp4',
    prepare: () => {
      pipeline.oss.account.allow = (action) => action !== 'oss:GetObject';
      return pipeline.putFixture('shut.mp4', 'moov-first.mp4');
    },
  },
};

/** Contains a tag that, as XML, is longer than a report may be. */
const wordy = (): Buffer => HOSTILE_FILES['a tag of 8 MB that XML makes larger']!.bytes();

const COLUMN_OF = {
  key: 'Key',
  status: 'Status',
  reason: 'Reason',
  etag: 'ETag',
  size: 'Size',
  requests: 'ReadRequests',
  roundTrips: 'ReadRoundTrips',
  bytes: 'ReadBytes',
  requestId: 'RequestId',
} as const;

describe('the answer, the log line and the row', () => {
  it.each(STATUS_NAMES)('tell the same story of an object that is %s', async (status) => {
    const { key, prepare } = OBJECTS[status];
    await prepare();
    const event = ossEvent({ key, bucket: BUCKET });
    const { objects } = await handler(payload(event), pipeline.context());
    const [answer] = objects;
    expect(answer).toMatchObject({ action: 'written', status });

    const [line, ...more] = pipeline.log;
    expect(more).toEqual([]);
    const { eventName, eventTime } = event;
    expect(line).toEqual({
      level: 'info',
      message: 'object',
      requestId: REQUEST_ID,
      eventName,
      eventTime,
      ...answer,
    });

    const row = (await pipeline.row(key))!;
    const told = { ...answer, requestId: REQUEST_ID };
    for (const [field, column] of Object.entries(COLUMN_OF)) {
      expect([column, row[column]]).toEqual([column, told[field as keyof typeof told]]);
    }
    expect(row['EventTime']).toBe(eventTime);
    expect(row['Reason'] === undefined).toBe(status === 'DESCRIBED');
    expect(Number(row['ReadMs'] ?? 0)).toBeLessThanOrEqual(answer!.milliseconds + 1);
  });
});
