import { closestName } from '../../../lib/settings/closest-name';

describe('closestName', () => {
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
    expect(closestName(word, names)).toBe(name);
  });
});
