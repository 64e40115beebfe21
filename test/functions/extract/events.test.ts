import { parseEvents } from '../../../functions/extract/events';
import { ossEvent, payload } from './event-factory';

const reasons = (content: Buffer | string) => parseEvents(content).rejected.map(({ reason }) => reason);

describe('events', () => {
  it.each([
    'ObjectCreated:PutObject',
    'ObjectCreated:PostObject',
    'ObjectCreated:CopyObject',
    'ObjectCreated:CompleteMultipartUpload',
    'ObjectCreated:AppendObject',
    'ObjectCreated:PutSymlink',
    'ObjectRemoved:DeleteObject',
    'ObjectRemoved:DeleteObjects',
    'oss:ObjectCreated:PutObject',
  ])('named %s mention an object', (eventName) => {
    expect(parseEvents(payload(ossEvent({ eventName })))).toMatchObject({
      events: [
        { bucket: 'media', key: 'films/trailer.mp4', eventName, eventTime: '2026-11-22T10:00:00.000Z' },
      ],
      rejected: [],
    });
  });

  it.each([
    'a b+c%20d&e?f#g\'"h.mp4',
    '北京/ليلى 🎬.mkv',
    'k'.repeat(1_023),
    '100%.mov',
    '../up.mp4',
    '__proto__',
  ])('take the key %j as it is', (key) => {
    expect(parseEvents(payload(ossEvent({ key }))).events).toMatchObject([{ key }]);
  });

  it.each([
    ['ObjectCreated:PutObject', { etag: '688A7BF4F233DC9C88A80BF985AB7329', size: 122_539 }],
    ['ObjectRemoved:DeleteObject', undefined],
  ])('named %s tell %j of the object', (eventName, told) => {
    expect(parseEvents(payload(ossEvent({ eventName }))).events[0]?.inEvent).toEqual(told);
  });

  it.each(['yesterday', 'x'.repeat(1_000), 7, null])('at the time %j are at none', (eventTime) => {
    expect(parseEvents(payload(ossEvent({ eventTime }))).events).toMatchObject([{ eventTime: undefined }]);
  });

  it.each([-1, 0.5, '7', null])('of an object of %j bytes tell nothing of it', (size) => {
    const event = ossEvent();
    const object = { ...event.oss.object, size };
    expect(
      parseEvents(payload({ ...event, oss: { ...event.oss, object } })).events[0]?.inEvent,
    ).toBeUndefined();
  });

  it('about one object become one mention, of the latest', () => {
    const events = [
      ossEvent({ eventName: 'ObjectRemoved:DeleteObject', eventTime: '2026-11-22T10:00:02.000Z' }),
      ossEvent(),
      ossEvent({ bucket: 'other-media' }),
    ];
    expect(parseEvents(payload(...events)).events).toMatchObject([
      { bucket: 'media', eventName: 'ObjectRemoved:DeleteObject' },
      { bucket: 'other-media' },
    ]);
  });

  it.each(['eventName', 'eventSource', 'bucket', 'oss'])(
    'with thousands of levels in %s do not hold up the others',
    (field) => {
      const depth = 100_000;
      const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const nested = JSON.stringify({
        ...ossEvent(),
        oss: { bucket: { name: 'BUCKET' }, object: { key: 'k' } },
      });
      const event =
        field === 'bucket' ? nested.replace('"BUCKET"', deep) : nested.replace(/}$/, `,"${field}":${deep}}`);
      const content = `{"events":[${JSON.stringify(ossEvent())},${event}]}`;
      const { events, rejected } = parseEvents(content);
      expect(events).toMatchObject([{ key: 'films/trailer.mp4' }]);
      expect(rejected).toEqual([{ reason: expect.stringMatching(/^events\[1\].{1,200}$/) }]);
    },
  );

  it('are quoted without what misleads the eye', () => {
    const [reason] = reasons(payload(ossEvent({ eventName: 'a\u202eb\u0007c\nd' })));
    expect(reason).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it.each(['"E"', 'x'.repeat(1_000), 'E\n', ''])('with the ETag %j tell nothing of the object', (eTag) => {
    const event = ossEvent();
    const object = { ...event.oss.object, eTag };
    expect(
      parseEvents(payload({ ...event, oss: { ...event.oss, object } })).events[0]?.inEvent,
    ).toBeUndefined();
  });

  it('that make no sense do not hold up the others', () => {
    const { events, rejected } = parseEvents(
      payload(null, ossEvent(), { eventName: 'ObjectCreated:PutObject' }),
    );
    expect(events).toHaveLength(1);
    expect(rejected).toEqual([
      { reason: 'events[0].eventName: nothing is not an event that changes an object.' },
      { reason: "events[2].oss.bucket.name: a bucket's name is expected, nothing given." },
    ]);
  });

  it.each([
    ['', 'Event: JSON is expected, 0 bytes of other given.'],
    ['{"events":[{"eventNa', 'Event: JSON is expected, 20 bytes of other given.'],
    ['null', "Event: a list 'events' is expected, nothing given."],
    ['{"Records":[]}', "Event: a list 'events' is expected, nothing given."],
    ['{"events":{"a":1}}', "Event: a list 'events' is expected, { a: 1 } given."],
  ])('in the payload %j are rejected as a whole', (content, reason) => {
    expect(parseEvents(content)).toEqual({ events: [], rejected: [{ reason }] });
  });

  it.each([
    [
      { eventName: 'ObjectCreated:UploadPart' },
      'events[0].eventName: "ObjectCreated:UploadPart" is not an event',
    ],
    [{ eventName: 'ObjectCreated:*' }, 'events[0].eventName'],
    [{ eventSource: 'acs:log' }, 'events[0].eventSource: \'acs:oss\' is expected, "acs:log" given.'],
    [{ key: '' }, 'events[0].oss.object.key: 1 to 1023 bytes are expected, "" given.'],
    [{ key: 'k'.repeat(1_024) }, 'events[0].oss.object.key: 1 to 1023 bytes'],
    [{ key: '京'.repeat(342) }, 'events[0].oss.object.key: 1 to 1023 bytes'],
    [{ key: '/a.mp4' }, 'no key begins with a slash or backslash, "/a.mp4" given.'],
    [{ key: '\\a.mp4' }, 'no key begins with a slash or backslash'],
    [{ key: 'half \ud83c.mp4' }, 'text in Unicode is expected'],
    [{ bucket: 'evil.example/' }, 'events[0].oss.bucket.name'],
    [{ oss: 'text' }, 'events[0].oss.bucket.name'],
  ])('with %j are rejected', (change, reason) => {
    const [given] = reasons(payload(ossEvent(change)));
    expect(given).toContain(reason);
  });
});
