import { Harness } from './harness';

/** The official client, whose types know few of these methods. */
// biome-ignore lint/suspicious/noExplicitAny: as said
type Client = any;

let oss: Harness;
let client: Client;
beforeAll(async () => {
  oss = await Harness.start();
  client = oss.client();
});
afterAll(() => oss.close());

const send = (method: string, mark: string, content?: string): Promise<{ data?: Buffer }> =>
  client.request({
    ...client._bucketRequestParams(method, Harness.bucket, mark, {}),
    ...(content === undefined ? {} : { mime: 'xml', content }),
    successStatuses: [200, 204],
  });

const block = (value: string) =>
  `<PublicAccessBlockConfiguration><BlockPublicAccess>${value}</BlockPublicAccess></PublicAccessBlockConfiguration>`;

it('encrypts what is written after a bucket got its rule', async () => {
  await expect(client.getBucketEncryption(Harness.bucket)).rejects.toMatchObject({
    code: 'NoSuchServerSideEncryptionRule',
  });
  await client.putBucketEncryption(Harness.bucket, { SSEAlgorithm: 'AES256' });
  await client.put('secret', Buffer.from('x'));
  expect((await client.head('secret')).res.headers).toMatchObject({
    'x-oss-server-side-encryption': 'AES256',
  });
  await client.deleteBucketEncryption(Harness.bucket);
  await client.put('plain', Buffer.from('x'));
  expect((await client.head('plain')).res.headers).not.toHaveProperty('x-oss-server-side-encryption');
});

it('lets a bucket be public only where the block was taken away', async () => {
  await expect(client.putBucketACL(Harness.bucket, 'public-read')).rejects.toMatchObject({
    code: 'AccessDenied',
  });
  await send('PUT', 'publicAccessBlock', block('false'));
  await client.putBucketACL(Harness.bucket, 'public-read');
  await client.putBucketACL(Harness.bucket, 'private');
  await send('PUT', 'publicAccessBlock', block('true'));
  expect(String((await send('GET', 'publicAccessBlock')).data)).toContain('<BlockPublicAccess>true<');
});

it.each([
  ['an algorithm that is none', 'encryption', '<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>ROT13</SSEAlgorithm></ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>', 'InvalidArgument'], // biome-ignore format: one line each
  ['no algorithm', 'encryption', '<ServerSideEncryptionRule></ServerSideEncryptionRule>', 'InvalidArgument'],
  ['what is neither true nor false', 'publicAccessBlock', block('maybe'), 'MalformedXML'],
  ['what is not known here', 'encryption', '<ServerSideEncryptionRule><Colour>red</Colour></ServerSideEncryptionRule>', 'NotImplemented'], // biome-ignore format: one line each
])('refuses %s', async (_what, mark, content, code) => {
  await expect(send('PUT', mark, content)).rejects.toMatchObject({ code });
});

it('says of a bucket that its versioning was never switched on', async () => {
  expect((await client.getBucketVersioning(Harness.bucket)).versionStatus).toBeUndefined();
});
