import { request } from 'node:http';
import { servePage } from '../../cli/browse/browse';
import { Session } from '../../cli/cloud/session';

jest.setTimeout(60_000);

/** Nothing listens there: whoever is refused never gets as far. */
const NOWHERE = 'http://127.0.0.1:9';
const SESSION = new Session({
  ...{ region: 'cn-hangzhou', bucket: 'films-1', instance: 'media-1', table: 'Media', index: 'MediaColumns' },
  ...{ ossEndpoint: NOWHERE, tablestoreEndpoint: NOWHERE, vpc: false, describedWith: {} },
  keys: { accessKeyId: 'id', accessKeySecret: 'secret' },
});

let served: Awaited<ReturnType<typeof servePage>>;

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** A request as any program can make it, with headers that a browser would not let a page set. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: served.port, path, method, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

const token = (): string => new URL(served.link).searchParams.get('token')!;
const ownOrigin = (): string => `http://127.0.0.1:${served.port}`;

async function cookie(): Promise<string> {
  const { headers } = await ask(`/?token=${token()}`);
  return headers['set-cookie']![0]!.split(';')[0]!;
}

beforeAll(async () => {
  const terminal = { now: Date.now, interrupted: new AbortController().signal, stderr: process.stderr };
  served = await servePage(SESSION, { port: 0 }, terminal);
}, 60_000);
afterAll(async () => {
  await served?.close();
});

it('lets nobody in without the link', async () => {
  const paths = [
    '/',
    '/objects',
    '/objects.json',
    '/facets',
    '/icon.svg',
    '/complete.json?q=',
    '/nothing',
    '/picture?address=oss://b-1/k',
  ];
  for (const path of paths) {
    for (const query of ['', `${path.includes('?') ? '&' : '?'}token=${token().slice(1)}x`, '?token=']) {
      const { status, body, headers } = await ask(path + query);
      expect([path, status]).toEqual([path, 403]);
      expect(headers['set-cookie']).toBeUndefined();
      expect(body).not.toMatch(/films-1|media-1/);
    }
  }
  expect(
    (await ask('/describe-again', { cookie: 'media-browse-1=x', origin: ownOrigin() }, 'POST')).status,
  ).toBe(403);
});

it.each(['/objects.json', '/objects.jsonl', '/facets.csv'])('refuses a program in JSON: %s', async (path) => {
  const { status, headers, body } = await ask(path);
  expect([status, headers['content-type']]).toEqual([403, expect.stringContaining('application/json')]);
  expect(JSON.parse(body).problem).toMatch(/Open the link .* printed/);
});

it.each([
  ['/objects.json?limit=abc', "'abc' given"],
  ['/objects?limit=0', "'0' given"],
  ['/objects.csv?limit=1001', "'1001' given"],
  ['/objects.jsonl?limit=-1', "'-1' given"],
  ['/objects.csv?limit=ALL', "'ALL' given"],
  ['/objects.json?limit=all', 'is for a CSV or JSON lines'],
])('refuses a limit that is none: %s', async (path, words) => {
  const { status, body } = await ask(path, { cookie: await cookie() });
  expect(status).toBe(400);
  expect(body.replaceAll('&#39;', "'")).toContain(words);
});

it('turns the token into a cookie that scripts and other sites never get, and takes it out of the address', async () => {
  const { status, headers, body } = await ask(`/objects?q=a&token=${token()}`);
  expect(status).toBe(200);
  expect(headers['set-cookie']).toEqual([
    expect.stringMatching(
      new RegExp(`^media-browse-${served.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    ),
  ]);
  expect(headers['set-cookie']![0]).not.toContain(token());
  expect(body).toContain(`content="0;url=${ownOrigin()}/objects?q=a"`);
  expect(body).not.toContain(token());
  expect((await ask(`//evil.example/?token=${token()}`)).body).toContain(
    `url=${ownOrigin()}//evil.example/?"`,
  );
});

it('describes again what the body of a request names, and nothing when it names nothing', async () => {
  const own = { cookie: await cookie(), origin: ownOrigin() };
  const { status, body } = await ask('/describe-again?q=Key%3Da', own, 'POST');
  expect([status, body]).toEqual([400, expect.stringContaining('is expected in the body of the request')]);
});

it('answers under its own names only, so that a name made to point here gets nothing', async () => {
  const headers = { cookie: await cookie() };
  for (const host of [
    'evil.example',
    `evil.example:${served.port}`,
    '127.0.0.1',
    `127.0.0.1.:${served.port}`,
    `[::1]:${served.port}`,
  ]) {
    expect([host, (await ask('/icon.svg', { ...headers, host })).status]).toEqual([host, 421]);
    expect((await ask(`/?token=${token()}`, { host })).headers['set-cookie']).toBeUndefined();
  }
  for (const host of [`127.0.0.1:${served.port}`, `localhost:${served.port}`]) {
    expect((await ask('/icon.svg', { ...headers, host })).status).toBe(200);
  }
});

it('does what its own page asks, and nothing that another page asks', async () => {
  const own = { cookie: await cookie(), 'content-type': 'application/x-www-form-urlencoded' };
  const stop = (headers: Record<string, string>) =>
    ask('/describe-again/stop', { ...own, ...headers }, 'POST');
  expect((await stop({ origin: ownOrigin() })).status).toBe(303);
  for (const origin of [
    'http://evil.example',
    'null',
    'http://127.0.0.1:1',
    `http://localhost:${served.port}`,
    `https://127.0.0.1:${served.port}`,
  ]) {
    expect([origin, (await stop({ origin })).status]).toEqual([origin, 403]);
  }
  expect((await stop({})).status).toBe(403);
  expect((await stop({ origin: ownOrigin(), 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect(
    (await ask('/icon.svg', { ...own, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' })).status,
  ).toBe(403);
});

it('says in every answer what a page may do: nothing from elsewhere, no script in it, no frame around it', async () => {
  for (const { headers } of [
    await ask('/'),
    await ask('/icon.svg', { cookie: await cookie() }),
    await ask('/', { host: 'evil.example' }),
  ]) {
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'; require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:|blob:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});
