/** Snapshot serializer: content hashes change with every byte of the code, what surrounds them does not. */
export const hashMask: jest.SnapshotSerializerPlugin = {
  test: (value) => typeof value === 'string' && /[0-9a-f]{64}/.test(value),
  serialize: (value: string) => JSON.stringify(value.replace(/[0-9a-f]{64}/g, '[HASH]')),
};
