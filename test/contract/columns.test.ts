import { COLUMNS, MAX_ARRAY_ITEMS, MAX_KEYWORD_BYTES, maxBytesOf } from '../../contract/columns';
import { fittingList } from '../../contract/columns/fitting-list';
import { DOUBTS } from '../../contract/doubts';
import { buildRow } from '../../functions/extract/build-row';
import { describeObject } from '../../functions/extract/describe';
import { openedWith, report } from '../functions/extract/support/opened-object';

describe('the columns', () => {
  it('have names of their own that Tablestore takes', () => {
    const names = COLUMNS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^(?:[A-Z][A-Za-z0-9]{1,60}|Meta_data(?:_gzip)?)$/);
    // Far below 1,024, Tablestore's limit for one write.
    expect(names.length).toBeLessThan(200);
  });

  it('have a unit when they are numbers of something, and a sentence', () => {
    for (const { name, description, example, type, unit } of COLUMNS) {
      expect([name, description.endsWith('.')]).toEqual([name, true]);
      const kind = { integer: 'number', double: 'number', boolean: 'boolean' }[type as string] ?? 'string';
      expect([name, typeof example]).toEqual([name, kind]);
      if (name.endsWith('Ms')) expect([name, unit]).toEqual([name, 'ms']);
    }
  });

  it('fit into a search index, each by itself', () => {
    for (const column of COLUMNS) {
      if ((column.search ?? 'exact') !== 'exact' || column.type === 'list') continue;
      expect([column.name, maxBytesOf(column) <= MAX_KEYWORD_BYTES]).toEqual([column.name, true]);
    }
    const doubts = COLUMNS.find(({ name }) => name === 'Doubts')!;
    expect(JSON.stringify(Object.keys(DOUBTS)).length).toBeLessThanOrEqual(maxBytesOf(doubts));
  });

  it('hold lists that a search index takes', () => {
    const many = Array.from({ length: 300 }, (_, i) => String(i));
    expect(JSON.parse(fittingList(many, 4_096)!)).toEqual([...many.slice(0, MAX_ARRAY_ITEMS - 1), '…']);
    const long = 'é'.repeat(3_000);
    expect(JSON.parse(fittingList(['a', long, 'a', ''], 10_000)!)).toEqual(['a', 'é'.repeat(2_048)]);
    expect(fittingList(['a', 'bcdefgh'], 11)).toBe('["a","…"]');
    expect(fittingList(['a', 'bcdefgh'], 10)).toBe('["…"]');
    expect(fittingList(['a', 'bc'], 10)).toBe('["a","bc"]');
    expect(fittingList(['a"b'], 6)).toBeUndefined();
    expect(fittingList(['', ''], 9)).toBeUndefined();
  });

  it('have examples that fit', () => {
    for (const column of COLUMNS.filter(({ type, search }) => type !== 'binary' && search !== 'none')) {
      const { name, example } = column;
      if (typeof example !== 'string') continue;
      expect([name, Buffer.byteLength(example) <= maxBytesOf(column)]).toEqual([name, true]);
    }
  });

  it('are bounded also where other hands write them', () => {
    const version = {
      etag: 'E'.repeat(100),
      size: 1,
      lastModified: '2026-11-22T10:00:00Z',
      contentType: '京'.repeat(2_000),
    };
    const described = {
      status: 'FAILED',
      reason: 'é'.repeat(2_000),
      doubts: [],
      columns: {},
    } as const;
    const row = buildRow({ bucket: 'media', key: 'k' }, version, { ...described, doubts: [] }, {}, 0);
    expect(row['ContentType']).toBe('京'.repeat(85));
    expect(row['Reason']).toBe('é'.repeat(1_000));
    // It is later compared with OSS's answer, so it must not be changed.
    expect(row['ETag']).toBe(version.etag);
  });

  it('are all that a row holds', async () => {
    const opened = openedWith(report(['General', { Format: 'Wave' }], ['Audio', {}]), 1);
    const description = await describeObject(opened);
    const row = buildRow(
      { bucket: 'media', key: 'k' },
      opened.version,
      description,
      { requestId: 'r', eventTime: 'x' },
      0,
    );
    const declared = new Set(COLUMNS.map(({ name }) => name));
    expect(Object.keys(row).filter((name) => !declared.has(name))).toEqual([]);
    expect(row).toMatchObject({
      Key: 'k',
      ReadMs: 31n,
      ReadBytes: 4_096n,
      LastModified: '2026-11-22T10:00:00.000Z',
    });
    expect(row).not.toHaveProperty('EventTime');
  });
});
