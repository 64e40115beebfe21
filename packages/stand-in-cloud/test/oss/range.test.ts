import fc from 'fast-check';
import { parseRange } from '../../src/oss/range';
import { Harness } from './harness';

describe('the range of a request', () => {
  it.each([
    ['bytes=0-499', { start: 0, end: 500 }, { start: 0, end: 500 }],
    ['bytes=500-', { start: 500, end: 1000 }, { start: 500, end: 1000 }],
    ['bytes=-500', { start: 500, end: 1000 }, { start: 500, end: 1000 }],
    ['bytes=999-999', { start: 999, end: 1000 }, { start: 999, end: 1000 }],
    ['bytes=500-2000', undefined, { start: 500, end: 1000 }],
    ['bytes=0-1000', undefined, { start: 0, end: 1000 }],
    ['bytes=-2000', undefined, { start: 0, end: 1000 }],
    ['bytes=1000-2000', undefined, 'InvalidRange'],
    ['bytes=1000-', undefined, 'InvalidRange'],
    ['bytes=-0', undefined, 'InvalidRange'],
    ['bytes=0-9,20-29', { start: 0, end: 10 }, 'InvalidRange'],
    ['bytes=9-3', undefined, undefined],
    ['bytes=-', undefined, undefined],
    ['byte=0-499', undefined, undefined],
    ['bytes=a-b', undefined, undefined],
    [undefined, undefined, undefined],
  ])('%s of 1,000 bytes', (header, usual, standard) => {
    expect(parseRange(header, 1000, false)).toEqual(usual);
    if (standard === 'InvalidRange') {
      expect(() => parseRange(header, 1000, true)).toThrow(
        expect.objectContaining({ code: standard, status: 416 }),
      );
    } else expect(parseRange(header, 1000, true)).toEqual(standard);
  });
});

describe('ranged reads', () => {
  let oss: Harness;
  const body = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
  beforeAll(async () => {
    oss = await Harness.start();
    await oss.put('plain', body);
    // Several pieces, so that ranges cross their borders.
    for (const [position, piece] of [
      body.subarray(0, 10),
      body.subarray(10, 333),
      body.subarray(333),
    ].entries()) {
      const at = [0, 10, 333][position]!;
      await oss.call({
        method: 'POST',
        key: 'pieces',
        query: { append: null, position: String(at) },
        body: piece,
      });
    }
  });
  afterAll(() => oss.close());

  it('give the bytes that subarray gives', async () => {
    const range = fc
      .tuple(fc.nat(999), fc.nat(999))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    await fc.assert(
      fc.asyncProperty(range, fc.constantFrom('plain', 'pieces'), async ([first, last], key) => {
        const got = await oss.get(key, { Range: `bytes=${first}-${last}` });
        expect(got.status).toBe(206);
        expect(got.body).toEqual(body.subarray(first, last + 1));
        expect(got.headers).toMatchObject({
          'content-range': `bytes ${first}-${last}/1000`,
          'content-length': String(last + 1 - first),
        });
      }),
      { numRuns: 60 },
    );
  });

  it('out of bounds give the whole object, or 416 in standard behaviour', async () => {
    const usual = await oss.get('plain', { Range: 'bytes=900-1100' });
    expect([usual.status, usual.body.length, usual.headers['content-range']]).toEqual([200, 1000, undefined]);
    const standard = { 'x-oss-range-behavior': 'standard' };
    const cut = await oss.get('plain', { ...standard, Range: 'bytes=900-1100' });
    expect([cut.status, cut.headers['content-range']]).toEqual([206, 'bytes 900-999/1000']);
    const refused = await oss.get('plain', { ...standard, Range: 'bytes=1000-' });
    expect([refused.status, refused.code]).toEqual([416, 'InvalidRange']);
  });

  it('obey the conditions on the object', async () => {
    const { etag, 'last-modified': modified } = (await oss.get('plain')).headers as Record<string, string>;
    const earlier = new Date(Date.parse(modified!) - 1000).toUTCString();
    const statusOf = async (headers: Record<string, string>) => (await oss.get('plain', headers)).status;
    expect(await statusOf({ 'If-Match': etag!, Range: 'bytes=0-1' })).toBe(206);
    expect(await statusOf({ 'If-Match': etag!.replaceAll('"', '') })).toBe(200);
    expect(await statusOf({ 'If-Match': '"OTHER"' })).toBe(412);
    expect(await statusOf({ 'If-None-Match': etag! })).toBe(304);
    expect(await statusOf({ 'If-None-Match': '"OTHER"' })).toBe(200);
    expect(await statusOf({ 'If-Modified-Since': modified! })).toBe(304);
    expect(await statusOf({ 'If-Modified-Since': earlier })).toBe(200);
    expect(await statusOf({ 'If-Unmodified-Since': modified! })).toBe(200);
    expect(await statusOf({ 'If-Unmodified-Since': earlier })).toBe(412);
    expect((await oss.get('plain', { 'If-Match': 'x' })).code).toBe('PreconditionFailed');
    const unchanged = await oss.get('plain', { 'If-None-Match': etag! });
    expect(unchanged.headers).toMatchObject({ etag, 'last-modified': modified });
    expect(unchanged.body).toHaveLength(0);
  });

  it('take their response headers from the URL when it is signed', async () => {
    const path = await oss.presign('GET', 'plain', {
      queries: { 'response-content-type': 'video/mp4', 'response-content-disposition': 'attachment' },
    });
    expect((await oss.send({ path })).headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-disposition': 'attachment',
    });
  });
});
