import type OssClient from 'ali-oss';
import fc from 'fast-check';
import { type SignedRequest, signRequest } from '../../../../functions/extract/object-reader/sign-request';

// Inside the tests' realm, because it has to sign at the time that is set here.
const OSS = jest.requireActual<typeof OssClient>('ali-oss');

interface V4Client {
  signatureUrlV4(method: string, seconds: number, request: object, key: string): Promise<string>;
}
const NOW = new Date('2026-03-04T05:06:07.890Z');

/** What ali-oss signs for the same request at the same moment. */
async function signedByAliOss(endpoint: string, key: string, stsToken?: string, seconds = 900) {
  const client = new OSS({
    endpoint,
    region: 'oss-cn-hangzhou',
    bucket: 'media-bucket',
    accessKeyId: 'AKID',
    accessKeySecret: 'secret/+=',
    authorizationV4: true,
    ...(stsToken ? { stsToken, refreshSTSToken: async () => ({}), refreshSTSTokenInterval: 9e9 } : {}),
    ...(endpoint.includes('localhost') ? { sldEnable: true } : {}),
  } as OssClient.Options);
  return (client as unknown as V4Client).signatureUrlV4('GET', seconds, {}, key);
}

/** Both as text, with the spelling of escapes (`'` or `%27`) left aside. */
const spelled = (url: string) => url.split('&').map(decodeURIComponent).sort();

const href = ({ protocol, hostname, port, path }: SignedRequest) =>
  `${protocol}//${hostname}${port && `:${port}`}${path}`;

const signedByUs = (endpoint: string, key: string, securityToken?: string, seconds = 900) =>
  signRequest(
    'GET',
    {
      endpoint,
      region: 'cn-hangzhou',
      credentials: { accessKeyId: 'AKID', accessKeySecret: 'secret/+=', securityToken },
    },
    { bucket: 'media-bucket', key },
    seconds,
    NOW,
  );

const keys = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...' +%&?#\'"()!*~/\\=;:@,$[]{}|^`<>é中😀'),
    minLength: 1,
    maxLength: 20,
  }),
  fc.string({ unit: fc.constantFrom('.', '/', 'a'), minLength: 1, maxLength: 12 }),
);

describe('signRequest', () => {
  beforeAll(() => {
    jest.useFakeTimers({ now: NOW });
  });
  afterAll(() => {
    jest.useRealTimers();
  });

  it.each(['https://oss-cn-hangzhou-internal.aliyuncs.com', 'http://localhost:8123'])(
    'signs as ali-oss does, for any key and token, at %s',
    async (endpoint) => {
      await fc.assert(
        fc.asyncProperty(
          keys,
          fc.option(fc.base64String({ minLength: 4 }), { nil: undefined }),
          fc.integer({ min: 1, max: 604800 }),
          async (key, token, seconds) => {
            const expected = spelled(await signedByAliOss(endpoint, key, token, seconds));
            expect(spelled(href(signedByUs(endpoint, key, token, seconds)))).toEqual(expected);
          },
        ),
      );
    },
  );

  it('puts the bucket before the host, and in the path of a loopback endpoint', () => {
    expect(signedByUs('https://oss-cn-hangzhou.aliyuncs.com', 'a/b c.mp4')).toMatchObject({
      hostname: 'media-bucket.oss-cn-hangzhou.aliyuncs.com',
      path: expect.stringMatching(/^\/a\/b%20c.mp4\?/),
    });
    expect(signedByUs('http://127.0.0.1:99', 'a/b c.mp4')).toMatchObject({
      hostname: '127.0.0.1',
      port: '99',
      path: expect.stringMatching(/^\/media-bucket\/a\/b%20c.mp4\?/),
    });
  });

  it('never has the secret in the request', () => {
    expect(decodeURIComponent(signedByUs('http://localhost:1', 'a').path)).not.toContain('secret/+=');
  });
});
