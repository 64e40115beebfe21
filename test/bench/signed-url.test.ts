import { signedUrl } from '../../bench/tools/signed-url';

it('names the bucket in the path, since a numeric host cannot', async () => {
  const address = {
    ...{ pid: 1, region: 'cn-hangzhou', accountId: '1', ossEndpoint: 'http://localhost:1', ossPort: 8080 },
    ...{
      tablestoreEndpoint: 'http://localhost:2',
      tablestorePort: 2,
      bucket: 'films',
      instance: 'i',
      table: 't',
    },
    ...{ accessKeyId: 'id', accessKeySecret: 'secret' },
  };
  const url = new URL(await signedUrl(address, 'a b.mp4'));
  expect(`${url.origin}${url.pathname}`).toBe('http://127.0.0.1:8080/films/a%20b.mp4');
  expect(url.searchParams.get('x-oss-signature')).toMatch(/^[0-9a-f]{64}$/);
  expect(new URL(await signedUrl(address, 'a.mp4', 9090)).port).toBe('9090');
});
