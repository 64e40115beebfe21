import { cloudEvent } from '../../../../functions/extract/news/cloud-event';

const ADDRESS = { bucket: 'films', key: 'a/北京.mp4' };
const NOW = Date.UTC(2026, 10, 26);
const eventOf = (row: Parameters<typeof cloudEvent>[3]) => cloudEvent('news', ADDRESS, 'changed', row, NOW);

it('tells of the object, the revision and the row', () => {
  const row = {
    RevisionId: 'r-1',
    Key: ADDRESS.key,
    Status: 'DOUBTFUL',
    Size: 93_257n,
    FrameRate: 25.5,
    Doubts: '["TRUNCATED"]',
    PolicyFailures: '["Codec is AVC"]',
  };
  expect(eventOf(row)).toEqual({
    id: 'r-1',
    source: 'media-metadata',
    specversion: '1.0',
    type: 'mediametadata.row.changed',
    datacontenttype: 'application/json',
    subject: 'oss://films/a/北京.mp4',
    time: '2026-11-26T00:00:00.000Z',
    data: { ...row, Bucket: 'films', Size: 93_257, Doubts: ['TRUNCATED'], PolicyFailures: ['Codec is AVC'] },
    aliyuneventbusname: 'news',
  });
});

it('leaves out the report and what concerns events', () => {
  const { data } = eventOf({
    RevisionId: 'r-1',
    Meta_data: '<xml/>',
    Meta_data_gzip: Buffer.from('x'),
    ReportEncoding: 'gzip',
    NewsType: 'changed',
    Announced: 'r-0',
  });
  expect(data).toEqual({ Bucket: 'films', Key: ADDRESS.key, RevisionId: 'r-1' });
});

it('keeps a list that somebody made into none', () => {
  expect(eventOf({ RevisionId: 'r-1', Doubts: '[' }).data['Doubts']).toBe('[');
});

it('fits, and says which columns it leaves out for that, the largest first', () => {
  const event = eventOf({
    RevisionId: 'r-1',
    Status: 'DESCRIBED',
    Title: '"'.repeat(10_000),
    UserMetadata: JSON.stringify(['京'.repeat(20_000)]),
    Tracks: JSON.stringify([{ a: 'x'.repeat(30_000) }]),
  });
  expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(60 * 1024);
  expect(event.data).toMatchObject({ Key: ADDRESS.key, Status: 'DESCRIBED', Omitted: ['UserMetadata'] });
  expect(event.data['Tracks']).toBeDefined();
});

it('fits however large every column is', () => {
  const row = Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`Column${n}`, 'x'.repeat(4_000)]));
  const event = eventOf({ ...row, RevisionId: 'r-1' });
  expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(60 * 1024);
  expect(event.data['Omitted']).toHaveLength(
    90 - Object.keys(event.data).filter((name) => /^Column/.test(name)).length,
  );
});
