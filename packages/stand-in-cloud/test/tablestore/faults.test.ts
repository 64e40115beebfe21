import {
  attributes,
  INSTANCE,
  ignore,
  key,
  OBJECTS_TABLE,
  refusal,
  type Stage,
  startStage,
  TABLE,
} from './support';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
});

afterEach(() => stage.server.close());

const put = (): Promise<unknown> =>
  stage.client.putRow({
    tableName: TABLE,
    condition: ignore(),
    primaryKey: key('a'),
    attributeColumns: [{ Title: 'x' }],
  });

const stored = async (): Promise<unknown> =>
  attributes((await stage.client.getRow({ tableName: TABLE, primaryKey: key('a') })).row);

it('refuses once as told, without doing anything', async () => {
  stage.server.injectFaults(({ operation, previous }) =>
    operation === 'PutRow' && previous === 0 ? { refuse: 'OTSServerBusy' } : undefined,
  );

  expect(await refusal(put())).toEqual({ status: 503, code: 'OTSServerBusy', message: 'Server is busy.' });
  expect(await stored()).toEqual({});
  await put();
  expect(await stored()).toEqual({ Title: 'x' });
});

it('cuts the connection before the write', async () => {
  stage.server.injectFaults(({ operation }) =>
    operation === 'PutRow' ? { connection: 'reset' } : undefined,
  );

  await expect(put()).rejects.toThrow();
  expect(await stored()).toEqual({});
});

it('cuts the connection after the write, so that the caller cannot know', async () => {
  stage.server.injectFaults(({ operation }) =>
    operation === 'PutRow' ? { connection: 'lose-answer' } : undefined,
  );

  await expect(put()).rejects.toThrow();
  expect(await stored()).toEqual({ Title: 'x' });
});

it('delays, counts, and ends when the plan is taken away', async () => {
  let asked = 0;
  stage.server.injectFaults(() => {
    asked++;
    return { delayMs: 1 };
  });
  await put();
  stage.server.injectFaults(undefined);
  await put();

  expect(asked).toBe(1);
  expect(stage.server.requestCounts.get('PutRow')).toBe(2);
});
