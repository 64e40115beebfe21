import { contentMd5, Harness } from './harness';

let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
});
afterAll(() => oss.close());

describe('deleting many', () => {
  it('names what it deleted, unless told to be quiet', async () => {
    for (const key of ['d/1', 'd/ 2 ', 'd/&<ü']) await oss.put(key, 'x');
    const verbose = (await oss.client().deleteMulti(['d/1', 'd/ 2 ', 'd/&<ü', 'd/none'])) as unknown as {
      deleted: { Key: string }[];
    };
    expect(verbose.deleted.map(({ Key }) => Key)).toEqual(['d/1', 'd/ 2 ', 'd/&<ü', 'd/none']);
    expect((await oss.get('d/&<ü')).code).toBe('NoSuchKey');
    await oss.put('d/1', 'x');
    const quiet = (await oss.client().deleteMulti(['d/1'], { quiet: true })) as unknown as {
      deleted?: unknown[];
    };
    expect(quiet.deleted ?? []).toEqual([]);
    expect((await oss.get('d/1')).code).toBe('NoSuchKey');
  });

  it.each(['', '<Delete></Delete>', '<Other/>', '<Delete><Object></Object></Delete>', '<Delete><Object>'])(
    'refuses %j',
    async (body) => {
      const answer = await oss.call({
        method: 'POST',
        query: { delete: null },
        headers: contentMd5(body),
        body,
      });
      expect([answer.status, answer.code]).toEqual([400, 'MalformedXML']);
    },
  );

  it('has no document at all when it is quiet and nothing failed', async () => {
    const body = '<Delete><Quiet>true</Quiet><Object><Key>none</Key></Object></Delete>';
    const answer = await oss.call({
      method: 'POST',
      query: { delete: null, 'encoding-type': 'url' },
      headers: contentMd5(body),
      body,
    });
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
  });

  it('is refused without its digest, or with another', async () => {
    await oss.put('spared', 'x');
    const body = '<Delete><Object><Key>spared</Key></Object></Delete>';
    const call = { method: 'POST', query: { delete: null }, body };
    expect(await oss.call(call)).toMatchObject({ status: 400, code: 'MissingArgument' });
    expect(await oss.call({ ...call, headers: contentMd5('other') })).toMatchObject({
      status: 400,
      code: 'InvalidDigest',
    });
    expect((await oss.get('spared')).status).toBe(200);
  });
});
