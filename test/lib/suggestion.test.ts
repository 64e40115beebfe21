import { suggestion } from '../../contract/suggestion';

describe('suggestion', () => {
  const names = ['memoryMB', 'bucketName', 'existingBucketName', 'tags'];

  it.each([
    ['memorymb', ' Did you mean memoryMB?'],
    ['memory', ' Did you mean memoryMB?'],
    ['memroyMB', ' Did you mean memoryMB?'],
    ['bucket', ' Did you mean bucketName or existingBucketName?'],
    ['existingBucket', ' Did you mean existingBucketName?'],
    ['tag', ' Did you mean tags?'],
    ['colour', ''],
    ['zz', ''],
  ])('finds for %s:%s', (word, found) => {
    expect(suggestion(word, names)).toBe(found);
  });
});
