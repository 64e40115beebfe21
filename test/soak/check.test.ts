import type { ObjectRow } from '../../cli/cloud/rows';
import { check, type Description, descriptionOf, identityOf } from '../../cli/soak/check';
import type { StoredObject } from '../../cli/soak/state';

const object: StoredObject = {
  key: 'soak/film.mp4',
  etag: 'A1',
  size: 10,
  lastModified: '2026-11-23T00:00:00.000Z',
  crc64: '77',
};

const report = (key: string): string =>
  `<media ref="oss://b/${key}">\n<CompleteName>${key}</CompleteName>\n<Duration>4.0</Duration>`;

const row: ObjectRow = {
  key: object.key,
  bucket: 'b',
  status: 'DESCRIBED',
  reason: null,
  columns: {
    Key: object.key,
    Status: 'DESCRIBED',
    ETag: object.etag,
    Size: object.size,
    LastModified: object.lastModified,
    Crc64: object.crc64,
    Format: 'MPEG-4',
    ReadMs: 12,
  },
  xml: report(object.key),
};

const inPeace: ObjectRow = {
  ...row,
  key: 'reference/0.mp4',
  columns: { ...row.columns, Key: 'reference/0.mp4', ETag: 'B2', ReadMs: 99 },
  xml: report('reference/0.mp4'),
};

const expected = new Map<string, Description>([[identityOf(object), descriptionOf(inPeace)]]);

const changed = (columns: Partial<ObjectRow['columns']>, more: Partial<ObjectRow> = {}): ObjectRow => ({
  ...row,
  ...more,
  columns: { ...row.columns, ...columns } as ObjectRow['columns'],
});

describe('The check of a soak', () => {
  it('finds nothing where rows and objects agree, wherever and however fast they were described', () => {
    expect(check([object], [row], expected)).toEqual([]);
  });

  it('finds an object without a row, and a row without an object', () => {
    const other = { ...row, key: 'gone.mp4' };

    expect(check([object], [other], expected)).toEqual([
      { kind: 'missing', key: object.key, detail: 'ETag A1' },
      { kind: 'orphaned', key: 'gone.mp4', detail: 'status DESCRIBED' },
    ]);
  });

  it.each([{ ETag: 'A0' }, { Size: 9 }, { LastModified: '2026-11-22T00:00:00.000Z' }, { Crc64: '78' }])(
    'finds a row of another version: %j',
    (version) => {
      const [name, value] = Object.entries(version)[0]!;

      expect(check([object], [changed(version)], expected)).toEqual([
        {
          kind: 'stale',
          key: object.key,
          detail: expect.stringContaining(`${name} is ${JSON.stringify(value)}`),
        },
      ]);
    },
  );

  it.each([
    ['a column', changed({ Format: 'AVI' }), 'Format is "AVI", not "MPEG-4"'],
    ['the status', changed({ Status: 'FAILED' }), 'Status is "FAILED", not "DESCRIBED"'],
    ['a column that should not be', changed({ Reason: 'why' }), 'Reason is "why", not null'],
    ['the report', changed({}, { xml: report('x').replace('4.0', '4.1') }), 'report is '],
    ['a lost report', changed({}, { xml: null }), 'report is null'],
  ])('finds a row that says something else: %s', (_what, wrong, detail) => {
    expect(check([object], [wrong], expected)).toEqual([
      { kind: 'wrong', key: object.key, detail: expect.stringContaining(detail) },
    ]);
  });
});
