import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import Fc2 from '@alicloud/fc2';
import Fc3, { InvokeFunctionHeaders, InvokeFunctionRequest } from '@alicloud/fc20230330';
import { acs3Authorization } from '../../cli/cloud/acs3-signature';
import { invokeInService } from '../../cli/cloud/fc2-client';
import { invokeFunction } from '../../cli/cloud/fc3-client';
import { InvocationError } from '../../cli/cloud/invocation';
import type { Keys } from '../../cli/cloud/keys';
import { toServiceError } from '../../cli/cloud/service-errors';
import { Session } from '../../cli/cloud/session';
import { findTarget } from '../../cli/cloud/target';

const ACCOUNT = '1234567890123456';
const REGION = 'cn-hangzhou';
const PAYLOAD = Buffer.from('{"events":["北京"]}');

/** The official client recognises a temporary key by the start of its id. */
const TEMPORARY: Keys = { accessKeyId: 'STS.test', accessKeySecret: 'secret', securityToken: 'token' };
const LASTING: Keys = { accessKeyId: 'LTAI-test', accessKeySecret: 'secret' };

interface ReceivedRequest {
  method?: string;
  url?: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let server: Server;
let endpoint: string;
let requests: ReceivedRequest[];
let answer: { status: number; body: string; headers?: Record<string, string> };

beforeEach(async () => {
  requests = [];
  answer = { status: 202, body: '' };
  server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    requests.push({ method, url, headers, body: (await buffer(request)).toString() });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // All clients sign the time in seconds.
  jest.useFakeTimers({ now: Date.parse('2026-11-26T10:00:00Z'), advanceTimers: true });
});

afterEach(async () => {
  jest.useRealTimers();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** For each generation: an invocation by our client, one by the official client, and how the service words a refusal. */
const GENERATIONS = {
  2: {
    ours: (keys: Keys) =>
      invokeInService(access(), keys, { service: 'media-1', function: 'extract' }, PAYLOAD, 5_000),
    official: async ({ accessKeyId: accessKeyID, ...keys }: Keys) => {
      const client = new Fc2(ACCOUNT, { ...keys, accessKeyID, region: REGION, endpoint });
      await client.invokeFunction('media-1', 'extract', PAYLOAD, { 'x-fc-invocation-type': 'Async' });
    },
    refusal: { ErrorCode: 'AccessDenied', ErrorMessage: 'not for you' },
  },
  3: {
    ours: (keys: Keys) => invokeFunction(access(), keys, 'media-extract-1', PAYLOAD, 5_000),
    official: async (keys: Keys) => {
      const { host } = new URL(endpoint);
      const config = { ...keys, regionId: REGION, endpoint: host, protocol: 'HTTP' };
      // The class of its settings is in another package. A plain object works too.
      const client = new Fc3(config as unknown as ConstructorParameters<typeof Fc3>[0]);
      await client.invokeFunctionWithOptions(
        'media-extract-1',
        new InvokeFunctionRequest({ body: Readable.from([PAYLOAD]) }),
        new InvokeFunctionHeaders({ xFcInvocationType: 'Async' }),
        {} as Parameters<typeof client.invokeFunctionWithOptions>[3],
      );
    },
    refusal: { Code: 'AccessDenied', Message: 'not for you' },
  },
};

const access = () => ({ accountId: ACCOUNT, region: REGION, vpc: false, fcEndpoint: endpoint });

describe.each([2, 3] as const)('An invocation in Function Compute %i', (generation) => {
  const { ours, official, refusal } = GENERATIONS[generation];

  it.each([[TEMPORARY], [LASTING]])(
    'goes where the official client sends it, with the same body: %j',
    async (keys) => {
      await ours(keys);
      await official(keys);

      const [mine, theirs] = requests;
      expect([mine!.method, mine!.url, mine!.body]).toEqual([theirs!.method, theirs!.url, theirs!.body]);
      const names = Object.keys(mine!.headers).filter((name) =>
        /^(x-(fc|acs)-|content-(type|md5))/.test(name),
      );
      for (const name of names.filter((one) => !one.endsWith('-nonce'))) {
        expect([name, mine!.headers[name]]).toEqual([name, theirs!.headers[name]]);
      }
      expect(names).toContain('x-fc-invocation-type');
    },
  );

  it('tells what the service refuses', async () => {
    answer = { status: 403, body: JSON.stringify(refusal) };
    const refused = { code: 'AccessDenied', status: 403, message: 'not for you' };
    await expect(ours(TEMPORARY)).rejects.toMatchObject(refused);
  });

  it('does not repeat what a proxy says', async () => {
    answer = { status: 502, body: '<html>secret</html>' };
    const error: unknown = await ours(TEMPORARY).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvocationError);
    expect(error).toMatchObject({ code: 'HTTP 502', message: 'the answer is none of Function Compute' });
  });

  it('is not accepted by a redirect, and goes nowhere else', async () => {
    answer = { status: 302, body: '', headers: { location: '/elsewhere' } };
    await expect(ours(TEMPORARY)).rejects.toBeInstanceOf(InvocationError);
    expect(requests).toHaveLength(1);
  });

  it('names a connection that is refused', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(ours(TEMPORARY)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

it.each([[TEMPORARY], [LASTING]])('is signed as by the official client, in 2: %j', async (keys) => {
  await GENERATIONS[2].ours(keys);
  await GENERATIONS[2].official(keys);

  const [mine, theirs] = requests.map(({ headers }) => headers['authorization']);
  expect(mine).toBe(theirs);
});

it.each([[TEMPORARY], [LASTING]])('is signed as by the official client, in 3: %j', async (keys) => {
  await GENERATIONS[3].official(keys);
  await GENERATIONS[3].ours(keys);

  // Each request has its own nonce, so signatures differ. With the nonce of the official client, our signature must be equal to its.
  for (const { method, url, headers } of requests) {
    const given = { method: method!, path: url!, headers: headers as Record<string, string> };
    expect(acs3Authorization(keys, given)).toBe(headers['authorization']);
  }
  expect(new Set(requests.map(({ headers }) => headers['x-acs-signature-nonce'])).size).toBe(2);
});

describe('Which generation is asked', () => {
  const place = { region: REGION, bucket: 'films', instance: 'films-1', table: 'Films' };
  const env = { ALIBABA_CLOUD_ACCOUNT_ID: ACCOUNT };
  const targetOf = (names: { service?: string; function?: string }) =>
    findTarget({ ...place, ...names, fcEndpoint: endpoint }, { env, cwd: '/' });
  const askedBy = async (names: { service?: string; function?: string }) => {
    const session = new Session({
      ...targetOf(names),
      keys: { accessKeyId: 'id', accessKeySecret: 'secret' },
    });
    await (await session.functionCompute()).invoke(PAYLOAD);
    return requests.map(({ url }) => url);
  };

  it('is 2 for a function in a service', async () => {
    expect(await askedBy({ service: 'media-1', function: 'extract' })).toEqual([
      '/2016-08-15/services/media-1/functions/extract/invocations',
    ]);
  });

  it('is 3 for a function without one', async () => {
    expect(await askedBy({ function: 'media-extract-1' })).toEqual([
      '/2023-03-30/functions/media-extract-1/invocations',
    ]);
  });

  it('cannot be told without a function', async () => {
    await expect(askedBy({ service: 'media-1' })).rejects.toThrow(
      "The function is not known: give --function, and in Function Compute 2 --service, as the stack's outputs name them.",
    );
  });

  it('is said when 3 does not know the function, which may be one of 2', () => {
    const error = new InvocationError('FunctionNotFound', "function 'extract' does not exist", 404);
    const { message } = toServiceError('Function Compute', error, targetOf({ function: 'extract' }));
    expect(message).toBe(
      "Function Compute: FunctionNotFound: function 'extract' does not exist\n" +
        'Function Compute 3 was asked. A function of Function Compute 2 has a service, which --service names.',
    );
    const inService = targetOf({ service: 'media-1', function: 'extract' });
    expect(toServiceError('Function Compute', error, inService).message).not.toContain('--service');
  });
});
