import { reportOptions } from '../../contract/reading-mode';
import type { RowState } from '../../contract/row';
import { judgeRow, type RowVerdict } from '../../contract/row-verdict';
import { STATUS_NAMES, STATUSES } from '../../contract/statuses';
import { SCHEMA_VERSION } from '../../contract/table';

const VERSION = {
  etag: 'AB12',
  size: 7,
  lastModified: '2026-11-01T10:00:00.000Z',
  crc64: '42',
  storageClass: 'Standard',
  objectType: 'Normal',
};
const RIGHT: RowState = {
  ...VERSION,
  status: 'DESCRIBED',
  schemaVersion: SCHEMA_VERSION,
  mediaInfoVersion: '26.10',
  mediaInfoArguments: '--Full --Output=XML',
};
const NOW = { mediaInfoVersion: '26.10', reading: 'exact' } as const;
const LATER = '2026-11-01T10:00:05.000Z';
const EARLIER = '2026-10-31T10:00:00.000Z';

const CASES: [string, RowVerdict, Partial<RowState> | undefined][] = [
  ['nothing', 'missing', undefined],
  ['the same version', 'right', {}],
  ['another ETag', 'replaced', { etag: 'CD34' }],
  ['another size', 'replaced', { size: 8 }],
  ['another time', 'replaced', { lastModified: EARLIER }],
  ['the same time in another form', 'right', { lastModified: '2026-11-01T10:00:00Z' }],
  ['another checksum', 'replaced', { crc64: '43' }],
  ['no checksum', 'right', { crc64: undefined }],
  ['another storage class', 'drifted', { storageClass: 'IA' }],
  ['another type', 'drifted', { objectType: 'Appendable' }],
  ['no storage class', 'right', { storageClass: undefined }],
  ['another storage class and MediaInfo', 'outdated', { storageClass: 'IA', mediaInfoVersion: '26.01' }],
  ['an archive that is none any more', 'drifted', { storageClass: 'Archive', status: 'ARCHIVED' }],
  ['columns of an earlier version', 'outdated', { schemaVersion: SCHEMA_VERSION - 1 }],
  ['columns of no version', 'outdated', { schemaVersion: undefined }],
  ['columns of a later version', 'right', { schemaVersion: SCHEMA_VERSION + 1 }],
  ['another MediaInfo', 'outdated', { mediaInfoVersion: '26.01' }],
  ['another way of reading', 'outdated', { mediaInfoArguments: '--Full --Output=XML --ParseSpeed=0' }],
  ['no MediaInfo, as of an empty object', 'right', { status: 'EMPTY', mediaInfoVersion: undefined }],
  ['a status that is none', 'outdated', { status: 'FINE' }],
  ['no status', 'outdated', { status: undefined }],
  ['a status of a later version', 'right', { status: 'FINE', schemaVersion: SCHEMA_VERSION + 1 }],
  ['no version, looked at since', 'retryable', { etag: undefined, status: 'FAILED', extractedAt: LATER }],
  ['no version, looked at before', 'replaced', { etag: undefined, status: 'FAILED', extractedAt: EARLIER }],
  ['no version, looked at nobody knows when', 'replaced', { etag: undefined, status: 'FAILED' }],
];

describe('a row', () => {
  it.each(CASES)('with %s is %s', (_, expected, difference) => {
    expect(judgeRow(difference && { ...RIGHT, ...difference }, 'a.mp4', VERSION, NOW)).toBe(expected);
  });

  it.each(STATUS_NAMES)('of status %s is worth what its table says', (status) => {
    const { retryable, spent } = STATUSES[status];
    const expected = spent ? 'spent' : retryable ? 'retryable' : 'right';
    expect(judgeRow({ ...RIGHT, status }, 'a.mp4', VERSION, NOW)).toBe(expected);
  });

  it('without a version is about an object whose version nobody can learn', () => {
    const row = { ...RIGHT, etag: undefined, status: 'ENCRYPTED' };
    expect(judgeRow(row, 'a.mp4', undefined, NOW)).toBe('retryable');
    expect(judgeRow(RIGHT, 'a.mp4', undefined, NOW)).toBe('replaced');
  });

  it.each([
    ['its own policy', 'right', 'aaaa@26.10', 'in/a.mp4'],
    [
      'its own policy and an earlier MediaInfo, which the report would show',
      'right',
      'aaaa@26.01',
      'in/a.mp4',
    ],
    ['another policy', 'outdated', 'bbbb@26.10', 'in/a.mp4'],
    ['no policy, where one applies', 'outdated', undefined, 'in/a.mp4'],
    ['the policy of a longer beginning', 'right', 'bbbb@26.10', 'in/strict/a.mp4'],
    ['the policy of a shorter beginning', 'outdated', 'aaaa@26.10', 'in/strict/a.mp4'],
    ['a policy, where none applies any more', 'outdated', 'aaaa@26.10', 'out/a.mp4'],
    ['no policy, where none applies', 'right', undefined, 'out/a.mp4'],
  ])('judged by %s is %s', (_, expected, policyVersion, key) => {
    const policies = [
      { prefix: 'in/', policy: 'aaaa' },
      { prefix: 'in/strict/', policy: 'bbbb' },
    ];
    expect(judgeRow({ ...RIGHT, policyVersion }, key, VERSION, { ...NOW, policies })).toBe(expected);
    expect(judgeRow({ ...RIGHT, policyVersion }, key, VERSION, NOW)).toBe('right');
    // An empty object is judged, too.
    const empty = { ...RIGHT, policyVersion, status: 'EMPTY', mediaInfoVersion: undefined };
    expect(judgeRow(empty, key, VERSION, { ...NOW, policies })).toBe(expected);
  });

  it('is not compared with what is not known', () => {
    expect(judgeRow({ ...RIGHT, mediaInfoVersion: '26.01' }, 'a.mp4', VERSION, {})).toBe('right');
  });

  it('is read in the way of its key’s extension', () => {
    const fast = { ...NOW, reading: 'fast' } as const;
    const options = reportOptions('fast', 'mp4').join(' ');
    const read = { ...RIGHT, mediaInfoArguments: options };
    expect(judgeRow(read, 'a.mp4', VERSION, fast)).toBe('right');
    expect(judgeRow(read, 'a.mp4', VERSION, NOW)).toBe('outdated');
    expect(judgeRow(read, 'folder.mp4/a.jpg', VERSION, fast)).toBe('outdated');
  });

  it('that was read exactly is right in fast, which tells no more', () => {
    const fast = { ...NOW, reading: 'fast' } as const;
    expect(judgeRow(RIGHT, 'a.mp4', VERSION, fast)).toBe('right');
    expect(judgeRow(RIGHT, 'folder.mp4/a.jpg', VERSION, fast)).toBe('right');
  });
});
