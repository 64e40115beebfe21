import fc from 'fast-check';
import { MEDIA_COLUMNS, type Track } from '../../../../contract/columns';
import { DOUBTS } from '../../../../contract/doubts';
import { ROLES } from '../../../../contract/roles';
import { judgeReport } from '../../../../functions/extract/report/judge-report';
import { readAsMeant } from '../../../../functions/extract/report/read-as-meant';
import { readColumns } from '../../../../functions/extract/report/read-columns';
import { isUnknownDuration } from '../../../../functions/extract/report/unknown-duration';

const FORMATS = [
  'MPEG-4',
  'QuickTime',
  'heic',
  'iso6',
  'JPEG',
  'AVC',
  'Grid',
  'PDF',
  'HLS',
  'WebM',
  'MPEG Audio',
  'ISXD',
];
const number = fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.double({ min: 0, max: 1e12 })).map(String);

const fields = fc
  .record(
    {
      Format: fc.constantFrom(...FORMATS),
      CodecID: fc.constantFrom(...FORMATS),
      FileExtension: fc.constantFrom('mp4', 'MOV', 'pdf', 'tmp', 'm4s', 'a'),
      Type: fc.constantFrom('Cover', 'Thumbnail', 'Primary', 'Disparity'),
      'extra.Derived': number,
      'extra.Menu_For': number,
      ...Object.fromEntries(
        ['Duration', 'Width', 'Height', 'FrameCount', 'FileSize', 'HeaderSize', 'DataSize', 'VideoCount'].map(
          (name) => [name, number],
        ),
      ),
    },
    { requiredKeys: [] },
  )
  .map((all) => new Map(Object.entries(all) as [string, string][]));

const streams = fc.array(
  fc.record({ type: fc.constantFrom('Video', 'Audio', 'Text', 'Image', 'Other', 'Menu'), fields }),
  { maxLength: 6 },
);
const reports = fc
  .tuple(fields, streams)
  .map(([general, rest]) => ({ tracks: [{ type: 'General' as const, fields: general }, ...rest] }) as Report);

interface Report {
  tracks: { type: Track['type']; fields: Map<string, string> }[];
}

const VERSION = { etag: 'E', size: 1_000, lastModified: '2026-11-22T10:00:00Z' };
const count = (tracks: readonly Track[], type: string): number =>
  tracks.filter((track) => track.type === type).length;

it('whatever a report holds, it has one verdict, and a part of a presentation lacks nothing', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const { kind, role, doubts, namedBy } = judgeReport(report, VERSION);
      for (const doubt of doubts) expect(DOUBTS).toHaveProperty(doubt);
      expect(namedBy !== undefined).toBe(kind === 'unrecognised');
      if (kind !== 'media') expect([role, doubts]).toEqual([undefined, []]);
      if (role === undefined) return;
      expect(ROLES).toHaveProperty([role]);
      expect(doubts.filter((doubt) => /^NO_TRACK|_WITHOUT_/.test(doubt))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('read as meant, a report keeps its tracks, counts what it has, and is left as it was', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const before = JSON.stringify(report.tracks.map(({ type, fields: all }) => [type, ...all]));
      const { tracks } = readAsMeant(report, judgeReport(report, VERSION).role);
      expect(JSON.stringify(report.tracks.map(({ type, fields: all }) => [type, ...all]))).toBe(before);
      expect(tracks).toHaveLength(report.tracks.length);
      expect(count(tracks, 'Video') + count(tracks, 'Image')).toBe(
        count(report.tracks, 'Video') + count(report.tracks, 'Image'),
      );
      const told = Number(readColumns({ tracks })['VideoCount'] ?? 0);
      expect(told).toBe(count(tracks, 'Video'));
    }),
    { numRuns: 300 },
  );
});

it('no number of a column is beyond what can be, and none is all ones', () => {
  const wild = fc.oneof(
    fc.constantFrom('0', '-1', '4294967295', '18446744073709551615', '9999999999'),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value.toFixed(3)),
  );
  const numbers = MEDIA_COLUMNS.filter(
    ({ field, type }) => field && (type === 'integer' || type === 'double'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...numbers), wild, ({ field, track, name, unit }, text) => {
      const value = readColumns({ tracks: [{ type: track, fields: new Map([[field!, text]]) }] })[
        name as never
      ];
      if (value === undefined) return;
      if (unit === 'ms') expect(Number(value) <= 315_576_000_000 && Number(value) >= 0).toBe(true);
      if (unit) expect(Number(value)).not.toBe(2 ** 32 - 1);
    }),
    { numRuns: 300 },
  );
});

it.each([12_800, 48_000, 90_000, 600])('all ones of a timescale of %d are no duration', (timescale) => {
  const lasting = (seconds: number): Track => ({
    type: 'Video',
    fields: new Map([['Duration', seconds.toFixed(3)]]),
  });
  expect(isUnknownDuration(lasting((2 ** 32 - 1) / timescale), 1e12)).toBe(true);
  expect(isUnknownDuration(lasting((2 ** 32 - 1) / timescale - 1), 1e12)).toBe(false);
  // Less than a bit for each second.
  expect(isUnknownDuration(lasting(8_001), 1_000)).toBe(true);
});
