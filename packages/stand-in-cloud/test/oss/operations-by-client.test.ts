import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from 'ali-oss/package.json';
import { OPERATIONS } from '../../src/oss/operations';
import { Harness } from './harness';

const PAGE = join(__dirname, '..', '..', 'OPERATIONS.md');

/** The official client for Node.js. Its types know about half of its methods. */
// biome-ignore lint/suspicious/noExplicitAny: as said
type Client = any;

const PART = Buffer.alloc(100 * 1024, 'p');

let oss: Harness;
let upload: string;
beforeAll(async () => {
  oss = await Harness.start();
  const client: Client = oss.client();
  await client.put('source', PART);
  await client.put('cold', Buffer.from('x'), { headers: { 'x-oss-storage-class': 'ColdArchive' } });
});
afterAll(() => oss.close());

/** Sends the form that the client signs, as a browser does. */
async function postForm(client: Client): Promise<void> {
  const date = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const policy = {
    expiration: new Date(Date.now() + 60_000).toISOString(),
    conditions: [
      { 'x-oss-credential': credentialOf(date) },
      { 'x-oss-date': date },
      { 'x-oss-signature-version': 'OSS4-HMAC-SHA256' },
      ['content-length-range', 0, 1000],
    ],
  };
  const form = new FormData();
  form.append('key', 'posted');
  form.append('policy', Buffer.from(JSON.stringify(policy)).toString('base64'));
  form.append('x-oss-credential', credentialOf(date));
  form.append('x-oss-date', date);
  form.append('x-oss-signature-version', 'OSS4-HMAC-SHA256');
  form.append('x-oss-signature', client.signPostObjectPolicyV4(policy, new Date(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')))); // biome-ignore format: one step
  form.append('file', new Blob(['x']), 'file');
  await fetch(`${oss.server.endpoint}/${Harness.bucket}/`, { method: 'POST', body: form });
}

const credentialOf = (date: string): string =>
  `LTAItestroot/${date.slice(0, 8)}/cn-hangzhou/oss/aliyun_v4_request`;

const BLOCKED =
  '<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>';

/** The client has no method of its own for it. */
const publicAccessBlock = (client: Client, method: string, content?: string) => ({
  ...client._bucketRequestParams(method, Harness.bucket, 'publicAccessBlock', {}),
  ...(content ? { mime: 'xml', content } : {}),
  successStatuses: [200],
});

/** What exercises each operation, in an order in which it works. */
const CALLS: [operation: string, method: string, call: (client: Client) => Promise<unknown>][] = [
  ['ListBuckets', 'listBuckets', (client) => client.listBuckets({})],
  ['PutBucket', 'putBucket', (client) => client.putBucket('second-bucket')],
  ['DeleteBucket', 'deleteBucket', (client) => client.deleteBucket('second-bucket')],
  ['GetBucketInfo', 'getBucketInfo', (client) => client.getBucketInfo(Harness.bucket)],
  ['GetBucketLocation', 'getBucketLocation', (client) => client.getBucketLocation(Harness.bucket)],
  ['GetBucketStat', 'getBucketStat', (client) => client.getBucketStat(Harness.bucket)],
  ['PutBucketAcl', 'putBucketACL', (client) => client.putBucketACL(Harness.bucket, 'private')],
  ['GetBucketAcl', 'getBucketACL', (client) => client.getBucketACL(Harness.bucket)],
  [
    'PutBucketEncryption',
    'putBucketEncryption',
    (client) => client.putBucketEncryption(Harness.bucket, { SSEAlgorithm: 'AES256' }),
  ],
  ['GetBucketEncryption', 'getBucketEncryption', (client) => client.getBucketEncryption(Harness.bucket)],
  [
    'DeleteBucketEncryption',
    'deleteBucketEncryption',
    (client) => client.deleteBucketEncryption(Harness.bucket),
  ],
  [
    'PutBucketPublicAccessBlock',
    'request',
    (client) => client.request(publicAccessBlock(client, 'PUT', BLOCKED)),
  ],
  ['GetBucketPublicAccessBlock', 'request', (client) => client.request(publicAccessBlock(client, 'GET'))],
  ['GetBucketVersioning', 'getBucketVersioning', (client) => client.getBucketVersioning(Harness.bucket)],
  ['PutObject', 'put', (client) => client.put('put', Buffer.from('x'))],
  ['PostObject', 'signPostObjectPolicyV4', postForm],
  ['AppendObject', 'append', (client) => client.append('appended', Buffer.from('x'))],
  ['CopyObject', 'copy', (client) => client.copy('copied', 'source')],
  ['GetObject', 'get', (client) => client.get('put')],
  ['HeadObject', 'head', (client) => client.head('put')],
  ['GetObjectMeta', 'getObjectMeta', (client) => client.getObjectMeta('put')],
  ['ListObjects', 'list', (client) => client.list({})],
  ['ListObjectsV2', 'listV2', (client) => client.listV2({})],
  ['PutObjectACL', 'putACL', (client) => client.putACL('put', 'private')],
  ['GetObjectACL', 'getACL', (client) => client.getACL('put')],
  ['PutObjectTagging', 'putObjectTagging', (client) => client.putObjectTagging('put', { a: 'b' })],
  ['GetObjectTagging', 'getObjectTagging', (client) => client.getObjectTagging('put')],
  ['DeleteObjectTagging', 'deleteObjectTagging', (client) => client.deleteObjectTagging('put')],
  ['PutSymlink', 'putSymlink', (client) => client.putSymlink('link', 'put')],
  ['GetSymlink', 'getSymlink', (client) => client.getSymlink('link')],
  ['RestoreObject', 'restore', (client) => client.restore('cold', { type: 'ColdArchive' })],
  [
    'InitiateMultipartUpload',
    'initMultipartUpload',
    async (client) => {
      upload = (await client.initMultipartUpload('parts')).uploadId;
    },
  ],
  ['UploadPart', 'uploadPart', (client) => client.uploadPart('parts', upload, 1, PART, 0, PART.length)],
  [
    'UploadPartCopy',
    'uploadPartCopy',
    (client) =>
      client.uploadPartCopy('parts', upload, 2, `0-${PART.length - 1}`, {
        sourceKey: 'source',
        sourceBucketName: Harness.bucket,
      }),
  ],
  ['ListParts', 'listParts', (client) => client.listParts('parts', upload)],
  ['ListMultipartUploads', 'listUploads', (client) => client.listUploads({})],
  [
    'CompleteMultipartUpload',
    'completeMultipartUpload',
    async (client) => {
      const { parts } = await client.listParts('parts', upload);
      const done = parts.map(({ PartNumber, ETag }: Record<string, string>) => ({
        number: Number(PartNumber),
        etag: ETag,
      }));
      await client.completeMultipartUpload('parts', upload, done);
    },
  ],
  [
    'AbortMultipartUpload',
    'abortMultipartUpload',
    async (client) =>
      client.abortMultipartUpload('parts', (await client.initMultipartUpload('parts')).uploadId),
  ],
  ['DeleteObject', 'delete', (client) => client.delete('put')],
  ['DeleteMultipleObjects', 'deleteMulti', (client) => client.deleteMulti(['link', 'copied'])],
];

describe('the official client for Node.js', () => {
  it.each(CALLS)('exercises %s by %s', async (operation, _method, call) => {
    oss.server.clearRequests();
    await call(oss.client());
    const done = oss.server.requests.filter((request) => request.operation === operation);
    expect(done.length).toBeGreaterThan(0);
    for (const { status } of done) expect([200, 202, 204]).toContain(status);
  });

  it('exercises every operation that there is', () => {
    expect(CALLS.map(([operation]) => operation).sort()).toEqual(OPERATIONS.map(({ name }) => name).sort());
  });

  it('is on the page of operations', () => {
    const rights = new Map(OPERATIONS.map(({ name, action }) => [name, action]));
    const rows = CALLS.map(
      ([operation, method]) =>
        `| ${operation} | ${rights.get(operation) ? `\`${rights.get(operation)}\`` : 'by what it does'} | \`${method}\` |`,
    );
    const page = [
      '# Operations',
      '',
      'Written by `OPERATIONS_PAGE=write npx jest operations-by-client`, and compared by the same test, which makes every',
      'call below and looks that it arrives as this operation and succeeds.',
      '',
      `## OSS: ${CALLS.length} operations`,
      '',
      `| Operation | Right | Method of \`ali-oss\` ${version} |`,
      '|---|---|---|',
      ...rows,
      '',
    ].join('\n');
    if (process.env['OPERATIONS_PAGE'] === 'write') writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
