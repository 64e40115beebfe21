import { Cloud } from '../../src';
import { callByHeaders, type Parameters } from '../ros/api-client';

let cloud: Cloud;
const limits = { functionInstances: 100 };
beforeAll(async () => {
  cloud = await Cloud.start({ quotas: limits });
});
afterAll(() => cloud.close());

const ask = (parameters: Parameters, action = 'ListProductQuotas', key = cloud.rootKey) =>
  callByHeaders(cloud.quotasEndpoint, key, action, parameters, { version: '2020-05-10' });

const ofProduct = async (ProductCode: string): Promise<unknown> => {
  const { body } = await ask({
    ProductCode,
    'Dimensions.1.Key': 'regionId',
    'Dimensions.1.Value': 'cn-hangzhou',
  });
  return body['Quotas'];
};

it('tells how many instances of Tablestore there may be, and are', async () => {
  expect(await ofProduct('ots')).toMatchObject([{ TotalQuota: 10, TotalUsage: 0 }]);
  cloud.tablestore.createInstance('media', { clusterType: 'SSD' } as never);
  expect(await ofProduct('ots')).toMatchObject([
    { TotalQuota: 10, TotalUsage: 1, Dimensions: { regionId: 'cn-hangzhou' } },
  ]);
});

it('tells what the test has set, also when it changes', async () => {
  expect(await ofProduct('fc')).toMatchObject([{ TotalQuota: 100 }]);
  limits.functionInstances = 0;
  expect(await ofProduct('fc')).toMatchObject([{ TotalQuota: 0 }]);
  expect(await ofProduct('ecs')).toEqual([]);
});

it('refuses what it does not know, and who may not ask', async () => {
  expect((await ask({})).body).toMatchObject({ Code: 'MissingParameter' });
  expect((await ask({ ProductCode: 'fc', Colour: 'red' })).body).toMatchObject({ Code: 'InvalidParameter' });
  expect((await ask({}, 'CreateQuotaApplication')).body).toMatchObject({ Code: 'InvalidAction.NotFound' });
  const nobody = cloud.ram.createUserKey({ userName: 'nobody' });
  const refused = await ask({ ProductCode: 'fc' }, 'ListProductQuotas', nobody);
  expect(refused.body).toMatchObject({ Code: 'NoPermission' });
});
