import { nearest } from '../../../lib/settings/nearest';

describe('nearest', () => {
  const names = ['memoryMB', 'bucketName', 'existingBucketName', 'tags'];

  it.each([
    ['memorymb', 'memoryMB'],
    ['memory', 'memoryMB'],
    ['memroyMB', 'memoryMB'],
    ['bucket', 'bucketName'],
    ['existingBucket', 'existingBucketName'],
    ['tag', 'tags'],
    ['colour', undefined],
    ['zz', undefined],
  ])('finds for %s: %s', (word, name) => {
    expect(nearest(word, names)).toBe(name);
  });
});
