import type { Browse } from '../../../cli/browse/browse-context';
import { createApp } from '../../../cli/browse/server/app';
import { type Served, serve } from '../../../cli/browse/server/serve';
import { ServiceError } from '../../../cli/program/errors';
import type { FoundRow } from '../../../cli/search/found-row';

const TOKEN = 'the token of the link';
const SILENT = 'Tablestore gave no answer in time.';

let pages: () => AsyncGenerator<FoundRow[]>;
let served: Served;
const told: string[] = [];
const faults: unknown[] = [];
const printed: unknown[] = [];

beforeEach(async () => {
  for (const list of [told, faults, printed]) list.length = 0;
  for (const name of ['error', 'info', 'log', 'warn'] as const)
    jest.spyOn(console, name).mockImplementation((...words) => printed.push(words));
  const browse = {
    index: { find: () => pages() },
    now: Date.now,
    onTrouble: (sentence: string) => told.push(sentence),
    onFault: (error: unknown) => faults.push(error),
  } as unknown as Browse;
  served = await serve(0, false, (port) => createApp(browse, [], { port, token: TOKEN }));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await served.close();
});

async function download(name: string): Promise<Response> {
  const origin = `http://127.0.0.1:${served.port}`;
  const entered = await fetch(`${origin}/objects?token=${encodeURIComponent(TOKEN)}`);
  const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';');
  return fetch(`${origin}/${name}?limit=all&columns=Key`, { headers: { cookie } });
}

const row = (Key: string): FoundRow => ({ Key });

it.each(['objects.csv', 'objects.jsonl'])('brings all pages of %s', async (name) => {
  pages = async function* () {
    yield [row('a')];
    yield [row('b')];
  };
  expect((await (await download(name)).text()).match(/\b[ab]\b/g)).toEqual(['a', 'b']);
});

it.each(['objects.csv', 'objects.jsonl'])(
  'breaks %s off where a later page cannot be had, and says so in a sentence',
  async (name) => {
    pages = async function* () {
      yield [row('a')];
      throw new ServiceError(SILENT);
    };
    const answer = await download(name);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect(told).toEqual([`'/${name}' broke off: ${SILENT}`]);
    expect([faults, printed]).toEqual([[], []]);
  },
);

it('tells a fault of ours as one', async () => {
  const fault = new TypeError('of ours');
  pages = async function* () {
    yield [row('a')];
    throw fault;
  };
  await expect((await download('objects.csv')).text()).rejects.toThrow();
  expect([told, faults, printed]).toEqual([[], [fault], []]);
});

it.each(['objects.csv', 'objects.jsonl'])(
  'refuses %s where already the first page cannot be had',
  async (name) => {
    pages = async function* () {
      throw new ServiceError(SILENT);
      // biome-ignore lint/correctness/noUnreachable: a generator yields
      yield [];
    };
    const answer = await download(name);
    expect([answer.status, await answer.json()]).toEqual([502, { problem: SILENT }]);
    expect([told, faults, printed]).toEqual([[], [], []]);
  },
);
