import { realEndpoints } from '../../src/function-compute/real-endpoints';
import { ACCOUNT, makeRig, REGION, type Rig } from './support';

const ADDRESSES = {
  oss: 'http://localhost:1',
  tablestore: 'http://localhost:2',
  functionCompute: 'http://localhost:3',
  eventBridge: 'http://localhost:6',
  ros: 'http://localhost:4',
  sts: 'http://localhost:5',
};

const here = realEndpoints({ region: REGION, accountId: ACCOUNT }, () => ADDRESSES);

it.each([
  ['https://oss-cn-hangzhou.aliyuncs.com', ADDRESSES.oss],
  ['https://oss-cn-hangzhou-internal.aliyuncs.com', ADDRESSES.oss],
  ['http://OSS-cn-hangzhou-internal.aliyuncs.com/', ADDRESSES.oss],
  ['https://films-2.cn-hangzhou.ots.aliyuncs.com', ADDRESSES.tablestore],
  ['https://films-2.cn-hangzhou.ots-internal.aliyuncs.com', ADDRESSES.tablestore],
  ['https://films-2.cn-hangzhou.vpc.tablestore.aliyuncs.com', ADDRESSES.tablestore],
  [`https://${ACCOUNT}.cn-hangzhou.fc.aliyuncs.com`, ADDRESSES.functionCompute],
  [`https://${ACCOUNT}.cn-hangzhou-internal.fc.aliyuncs.com`, ADDRESSES.functionCompute],
  [`https://${ACCOUNT}.eventbridge.cn-hangzhou.aliyuncs.com`, ADDRESSES.eventBridge],
  [`https://${ACCOUNT}.eventbridge.cn-hangzhou-vpc.aliyuncs.com`, ADDRESSES.eventBridge],
  ['https://ros.aliyuncs.com', ADDRESSES.ros],
  ['https://sts-vpc.cn-hangzhou.aliyuncs.com', ADDRESSES.sts],
])('%s is this cloud', (real, local) => {
  expect(here(real)).toBe(local);
});

it.each([
  'https://oss-cn-shanghai.aliyuncs.com',
  'https://films.oss-cn-hangzhou.aliyuncs.com',
  'https://oss-cn-hangzhou.aliyuncs.com/a/key',
  'https://oss-cn-hangzhou.aliyuncs.com.example.org',
  'https://films-2.cn-shanghai.ots.aliyuncs.com',
  'https://9999999999999999.cn-hangzhou.fc.aliyuncs.com',
  'oss-cn-hangzhou.aliyuncs.com',
  'https://example.org',
  '',
])("'%s' stays as it is", (value) => {
  expect(here(value)).toBe(value);
});

describe('A function', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await makeRig({ environmentValue: here });
  });
  afterAll(() => rig.close());

  it('finds this cloud under the real names, while its settings keep them', async () => {
    const environment = { OSS_ENDPOINT: 'https://oss-cn-hangzhou-internal.aliyuncs.com', TABLE: 'Films' };
    await rig.addFunction('env', 'exports.handler = async () => process.env;', { environment });
    const { OSS_ENDPOINT, TABLE } = JSON.parse((await rig.invoke('env')).payload);
    expect({ OSS_ENDPOINT, TABLE }).toEqual({ OSS_ENDPOINT: ADDRESSES.oss, TABLE: 'Films' });
    expect(rig.fc.registry.fn({ service: 'svc', fn: 'env' }).options.environment).toEqual(environment);
  });
});
