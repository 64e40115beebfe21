import { differenceOf } from '../../../contract/keeping-up/difference';
import type { RowState } from '../../../contract/row';
import { SCHEMA_VERSION } from '../../../contract/table';

describe('the difference between an object and its row', () => {
  const object = {
    key: 'a.mp4',
    etag: 'AB12',
    size: 7,
    lastModified: '2026-11-01T10:00:00.000Z',
    storageClass: 'Standard',
    objectType: 'Normal',
  };
  const rowOf = (state: RowState) => ({ key: 'a.mp4', rowKey: 'a.mp4', state });
  const { key, storageClass: _, ...version } = object;
  const state: RowState = { ...version, schemaVersion: SCHEMA_VERSION, status: 'DESCRIBED' };
  const now = { mediaInfoVersion: '26.10', reading: 'exact' } as const;

  it.each<[string | undefined, RowState | undefined]>([
    ['missing', undefined],
    [undefined, {}],
    ['replaced', { etag: 'CD34' }],
    ['replaced', { size: 8 }],
    ['replaced', { lastModified: '2026-10-01T10:00:00.000Z' }],
    ['outdated', { schemaVersion: SCHEMA_VERSION - 1 }],
    ['outdated', { mediaInfoVersion: '26.01' }],
    ['drifted', { storageClass: 'IA' }],
    ['drifted', { objectType: 'Appendable' }],
    // Perhaps it can be read now.
    ['drifted', { status: 'ARCHIVED', storageClass: 'Archive' }],
    [undefined, { storageClass: 'Standard' }],
    // Failed objects are left to `media retry`.
    [undefined, { status: 'FAILED' }],
    [undefined, { status: 'TOO_SLOW' }],
  ])('%s: %j', (expected, cells) => {
    const row = cells && rowOf({ ...state, ...cells });
    expect(differenceOf({ key, object, row }, now)).toBe(expected);
  });

  it('is that a row was left behind, and nothing where there is neither', () => {
    expect(differenceOf({ key, row: rowOf(state) }, now)).toBe('orphaned');
    expect(differenceOf({ key }, now)).toBeUndefined();
  });

  it('is for the function to say of a symbolic link, whose row tells of its target', () => {
    const link = { ...object, objectType: 'Symlink', size: 0, etag: '00' };
    const row = rowOf({ ...state, objectType: 'Symlink', storageClass: 'IA' });
    expect(differenceOf({ key, object: link, row }, now)).toBe('linked');
    expect(differenceOf({ key, object: link }, now)).toBe('missing');
  });

  it('is none for a row without a version as long as the object is older than it', () => {
    const unknown = (extractedAt?: string) => rowOf({ extractedAt, schemaVersion: SCHEMA_VERSION });
    const judged = (at?: string) => differenceOf({ key, object, row: unknown(at) }, {});
    expect(judged('2026-11-01T10:00:05.000Z')).toBeUndefined();
    expect(judged('2026-10-31T10:00:05.000Z')).toBe('replaced');
    expect(judged()).toBe('replaced');
  });
});
