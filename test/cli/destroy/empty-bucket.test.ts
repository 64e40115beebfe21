import type OSS from 'ali-oss';
import { emptyBucket } from '../../../cli/destroy/empty-bucket';

interface Version {
  name: string;
  versionId: string;
}

/**
 * A bucket whose versioning was switched on once, which the stand-in does not have: versions and marks of deleted objects
 * in pages of two.
 */
function versionedBucket(objects: Version[], deleteMarker: Version[], keptForEver: string[] = []) {
  const left = { objects: [...objects], deleteMarker: [...deleteMarker] };
  const batches: string[][] = [];
  const isThere = (doomed: { key: string; versionId: string }[]) => (one: Version) =>
    keptForEver.includes(one.name) ||
    !doomed.some(({ key, versionId }) => key === one.name && versionId === one.versionId);
  const client = {
    getBucketVersioning: async () => ({ versionStatus: 'Suspended' }),
    getBucketVersions: async () => ({
      objects: left.objects.slice(0, 2),
      deleteMarker: left.deleteMarker.slice(0, 2),
    }),
    deleteMulti: async (doomed: { key: string; versionId: string }[]) => {
      batches.push(doomed.map(({ key, versionId }) => `${key}@${versionId}`));
      left.objects = left.objects.filter(isThere(doomed));
      left.deleteMarker = left.deleteMarker.filter(isThere(doomed));
    },
    delete: async (key: string, { versionId }: { versionId: string }) =>
      client.deleteMulti([{ key, versionId }]),
    listUploads: async () => ({ uploads: [] }),
  };
  return { oss: client as unknown as OSS, left, batches };
}

const version = (name: string, versionId: string): Version => ({ name, versionId });

it('deletes every version, and the marks of deleted objects', async () => {
  const { oss, left, batches } = versionedBucket(
    [version('a', '1'), version('a', '2'), version('b', '1')],
    [version('a', '3'), version('c', '2')],
  );
  const told: number[] = [];
  expect(await emptyBucket(oss, 'media', { onProgress: (count) => told.push(count) })).toBe(5);
  expect(left).toEqual({ objects: [], deleteMarker: [] });
  expect(batches).toEqual([['a@1', 'a@2', 'a@3', 'c@2'], ['b@1']]);
  expect(told).toEqual([4, 5]);
});

it('deletes each version by itself whose key a batch cannot name', async () => {
  const { oss, left, batches } = versionedBucket([version('a\r', '1'), version('b', '1')], []);
  expect(await emptyBucket(oss, 'media')).toBe(2);
  expect(left.objects).toEqual([]);
  expect(batches).toEqual([['b@1'], ['a\r@1']]);
});

it('gives up on what OSS does not delete', async () => {
  const { oss } = versionedBucket([version('a', '1')], [], ['a']);
  await expect(emptyBucket(oss, 'media')).rejects.toThrow(/does not delete 'a' in 'media'.*retention policy/);
});

it('ends between two pages when it is interrupted', async () => {
  const stopping = new AbortController();
  const { oss, left } = versionedBucket([version('a', '1'), version('a', '2'), version('b', '1')], []);
  const deleted = await emptyBucket(oss, 'media', {
    signal: stopping.signal,
    onProgress: () => stopping.abort(),
  });
  expect({ deleted, left: left.objects.length }).toEqual({ deleted: 2, left: 1 });
});
