import {
  INSTANCE,
  ignore,
  key,
  OBJECTS_TABLE,
  REGION,
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

describe('permissions', () => {
  it('are asked for by action and table, the instance in lower case', async () => {
    await stage.client.putRow({
      tableName: TABLE,
      condition: ignore(),
      primaryKey: key('a'),
      attributeColumns: [{ A: 'x' }],
    });
    await stage.client.listTable({});

    expect(stage.authority.asked).toEqual([
      ['ots:PutRow', `acs:ots:${REGION}:1234567890123456:instance/sample-rows/table/${TABLE}`],
      ['ots:ListTable', `acs:ots:${REGION}:1234567890123456:instance/sample-rows`],
    ]);
  });

  it('that are missing refuse the call before it says anything of the table', async () => {
    stage.authority.allow = () => false;
    const call = stage.client.getRow({ tableName: 'Nothing', primaryKey: key('a') });

    expect(await refusal(call)).toEqual({
      status: 403,
      code: 'OTSNoPermissionAccess',
      message: 'You have no permission to access the requested resource, please contact the resource owner.',
    });
  });
});

it('refuses callers from a network that the instance does not admit', async () => {
  stage.server.updateInstance(INSTANCE, { clusterType: 'SSD', networkTypes: ['CLASSIC'] });

  expect(await refusal(stage.client.listTable({}))).toEqual({
    status: 403,
    code: 'OTSAuthFailed',
    message: 'Request denied by instance ACL policies.',
  });
});
