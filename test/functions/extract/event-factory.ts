/** A record as OSS sends it to a trigger. Parts of it can be replaced. */
export function ossEvent({
  key = 'films/trailer.mp4',
  bucket = 'media',
  eventName = 'ObjectCreated:PutObject',
  size = 122_539,
  ...more
}: Record<string, unknown> = {}) {
  return {
    eventName,
    eventSource: 'acs:oss',
    eventTime: '2026-11-22T10:00:00.000Z',
    eventVersion: '1.0',
    oss: {
      bucket: {
        arn: `acs:oss:cn-hangzhou:1234567890123456:${bucket}`,
        name: bucket,
        ownerIdentity: '1234567890123456',
        virtualBucket: '',
      },
      object: { deltaSize: size, eTag: '688A7BF4F233DC9C88A80BF985AB7329', key, size },
      ossSchemaVersion: '1.0',
      ruleId: '9adac8e253828f4f7c0466d941fa3db81161e853',
    },
    region: 'cn-hangzhou',
    requestParameters: { sourceIPAddress: '198.51.100.7' },
    responseElements: { requestId: '58F9FD39D3273DA0CBA80A0B' },
    userIdentity: { principalId: '262561392693583141' },
    ...more,
  };
}

export const payload = (...events: unknown[]): Buffer => Buffer.from(JSON.stringify({ events }));
