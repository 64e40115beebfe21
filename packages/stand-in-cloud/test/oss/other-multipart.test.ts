import { createHash } from 'node:crypto';
import { type Call, Harness } from './harness';

/** What the suites of official clients for other languages send and expect. */
let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
});
afterAll(() => oss.close());

const PART = 100 * 1024;
const begin = async (key: string, call: Call = {}) => {
  const { text } = await oss.call({ method: 'POST', key, ...call, query: { uploads: null, ...call.query } });
  return /<UploadId>(.*)<\/UploadId>/.exec(text)![1]!;
};
const part = (key: string, uploadId: string, partNumber: number, body: Buffer | string, call: Call = {}) =>
  oss.call({ method: 'PUT', key, query: { uploadId, partNumber: String(partNumber) }, body, ...call });
const complete = (key: string, uploadId: string, etags: unknown[], call: Call = {}) => {
  const listed = etags.map((etag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${etag}</ETag></Part>`);
  const body = `<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`;
  return oss.call({ method: 'POST', key, body, ...call, query: { uploadId, ...call.query } });
};
const md5 = (data: string | Buffer) => createHash('md5').update(data).digest('hex').toUpperCase();

describe('a multipart upload', () => {
  it('has an ETag of the text of its parts’ ETags', async () => {
    const id = await begin('etag');
    const bodies = [Buffer.alloc(PART, 'a'), Buffer.alloc(17, 'b')];
    const sent = [await part('etag', id, 1, bodies[0]!), await part('etag', id, 2, bodies[1]!)];
    const { headers } = await complete('etag', id, sent.map((answer) => answer.headers.etag)); // biome-ignore format: short
    const expected = `"${md5(bodies.map(md5).join(''))}-2"`;
    expect(headers.etag).toBe(expected);
    expect((await oss.get('etag')).headers.etag).toBe(expected);
  });

  it('without a part, of an empty stream, becomes an object without bytes', async () => {
    const id = await begin('empty');
    expect(await complete('empty', id, [])).toMatchObject({ status: 200 });
    const got = await oss.get('empty');
    expect(got).toMatchObject({ status: 200, text: '' });
    expect(got.headers).toMatchObject({
      'content-length': '0',
      'x-oss-hash-crc64ecma': '0',
      etag: `"${md5('')}-0"`,
      'x-oss-object-type': 'Multipart',
    });
  });

  it('that is sequential takes its parts in turn, and has an MD5 of all bytes', async () => {
    const id = await begin('in-turn', { query: { sequential: null } });
    const bodies = [Buffer.alloc(PART, 'x'), Buffer.from('end')];
    expect(await part('in-turn', id, 2, bodies[1]!)).toMatchObject({
      status: 400,
      code: 'PartNotSequential',
    });
    const first = await part('in-turn', id, 1, bodies[0]!);
    expect(await part('in-turn', id, 1, bodies[0]!)).toMatchObject({ status: 409, code: 'PartAlreadyExist' });
    const second = await part('in-turn', id, 2, bodies[1]!);
    const query = { sequential: '' };
    expect(await complete('in-turn', id, [first.headers.etag, second.headers.etag], { query })).toMatchObject(
      {
        status: 200,
      },
    );
    const whole = createHash('md5').update(Buffer.concat(bodies)).digest('base64');
    expect((await oss.get('in-turn')).headers['content-md5']).toBe(whole);
  });

  it('that is not there has one code for a part and another for the rest', async () => {
    const missing = await part('nothing', 'NONE', 1, 'x');
    expect([missing.code, missing.headers['x-oss-ec']]).toEqual(['NoSuchUpload', '0042-00000104']);
    const completed = await complete('nothing', 'NONE', ['x']);
    expect([completed.code, completed.headers['x-oss-ec']]).toEqual(['NoSuchUpload', '0042-00000002']);
  });

  it('copies the rest of an object from a byte on', async () => {
    await oss.put('source', '0123456789');
    const id = await begin('rest');
    const headers = {
      'x-oss-copy-source': `/${Harness.bucket}/source`,
      'x-oss-copy-source-range': 'bytes=4-',
    };
    const { status, text } = await part('rest', id, 1, '', { headers });
    expect([status, /<ETag>"(.*)"<\/ETag>/.exec(text)![1]]).toEqual([200, md5('456789')]);
    const beyond = await part('rest', id, 1, '', {
      headers: { ...headers, 'x-oss-copy-source-range': 'bytes=10-' },
    });
    expect([beyond.status, beyond.code]).toEqual([400, 'InvalidArgument']);
  });

  it('lists how the client encrypts', async () => {
    const prefix = 'x-oss-meta-client-side-encryption-';
    const said = {
      key: 'a2V5',
      start: 'aXY=',
      'cek-alg': 'AES/CTR/NoPadding',
      'wrap-alg': 'RSA/NONE/PKCS1Padding',
      'data-size': '300',
      'part-size': '100',
    };
    const headers = Object.fromEntries(Object.entries(said).map(([name, value]) => [prefix + name, value]));
    const id = await begin('secret', { headers });
    const { text } = await oss.call({ key: 'secret', query: { uploadId: id } });
    expect(text).toContain(
      '<ClientEncryptionKey>a2V5</ClientEncryptionKey><ClientEncryptionStart>aXY=</ClientEncryptionStart>' +
        '<ClientEncryptionCekAlg>AES/CTR/NoPadding</ClientEncryptionCekAlg>' +
        '<ClientEncryptionWrapAlg>RSA/NONE/PKCS1Padding</ClientEncryptionWrapAlg>' +
        '<ClientEncryptionDataSize>300</ClientEncryptionDataSize><ClientEncryptionPartSize>100</ClientEncryptionPartSize>',
    );
    const plain = await oss.call({ key: 'rest', query: { uploadId: await begin('rest') } });
    expect(plain.text).not.toContain('ClientEncryption');
  });

  it('is named by the next markers of a list, also of the last page', async () => {
    const id = await begin('markers/one');
    const { text } = await oss.call({ query: { uploads: null, prefix: 'markers/' } });
    expect(text).toContain(
      `<NextKeyMarker>markers/one</NextKeyMarker><NextUploadIdMarker>${id}</NextUploadIdMarker>`,
    );
    expect(text).toContain('<IsTruncated>false</IsTruncated>');
  });
});

describe('what has no effect', () => {
  const idle = {
    'x-oss-storage-class': 'IA',
    'x-oss-object-acl': 'private',
    'x-oss-tagging': 'a=b',
    'x-oss-forbid-overwrite': 'true',
    'x-oss-metadata-directive': 'COPY',
    'x-oss-traffic-limit': '819200',
  };

  it('may be sent with every request of an upload', async () => {
    const id = await begin('idle', {
      headers: { 'x-oss-metadata-directive': 'COPY' },
      query: { sequential: '' },
    });
    const { headers } = await part('idle', id, 1, 'x', {
      query: { uploadId: id, partNumber: '1', sequential: '' },
      headers: idle,
    });
    expect((await oss.call({ key: 'idle', query: { uploadId: id }, headers: idle })).status).toBe(200);
    expect(
      (await complete('idle', id, [headers.etag], { headers: idle, query: { sequential: '' } })).status,
    ).toBe(200);
    expect((await oss.get('idle', idle)).headers['x-oss-storage-class']).toBe('Standard');
    expect((await oss.call({ method: 'DELETE', key: 'idle', headers: idle })).status).toBe(204);
    expect((await oss.call({ query: { 'max-parts': '5', prefix: 'none' } })).status).toBe(200);
  });

  it('is still refused by name where it would mean something', async () => {
    const refused = async (call: Call) => {
      const { status, text } = await oss.call(call);
      return [status, /<Message>(.*?) is not implemented/.exec(text)?.[1]];
    };
    const copy = { 'x-oss-copy-source': `/${Harness.bucket}/source` };
    expect(await refused({ key: 'source', headers: { 'x-oss-unheard-of': '1' } })).toEqual([
      501,
      'Header x-oss-unheard-of of GetObject',
    ]);
    expect(await refused({ key: 'source', query: { versionId: '1' } })).toEqual([
      501,
      'Parameter versionId of GET on an object',
    ]);
    expect(
      await refused({ method: 'POST', key: 'x', query: { append: null, position: '0' }, headers: copy }),
    ).toEqual([501, 'Header x-oss-copy-source of AppendObject']);
    expect(await refused({ method: 'PUT', key: 'x', query: { partNumber: '1' }, body: 'x' })).toEqual([
      501,
      'Parameter partNumber of PUT on an object',
    ]);
  });

  it.each(['0', '819199', '838860801', 'fast'])('of a traffic limit of %s is refused', async (limit) => {
    const answer = await oss.put('limited', 'x', { 'x-oss-traffic-limit': limit });
    expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
  });
});
