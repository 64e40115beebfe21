import { Cloud, SEVERINGS } from '../src/index';

/** Asks twice: OSS and Tablestore, over connections that are kept. Tells of each request how it ended. */
const CODE = `
  const { Agent, request } = require('node:http');
  const agent = new Agent({ keepAlive: true });
  const ask = (endpoint) => new Promise((resolve) => {
    const asked = request(endpoint, { agent, timeout: 300 }, (answer) => answer.resume().on('end', () => resolve('answered')));
    asked.on('timeout', () => asked.destroy(new Error('silent')));
    asked.on('error', (error) => resolve(error.message === 'silent' ? 'silent' : error.code));
    asked.end();
  });
  exports.handler = async (event) => Promise.all(JSON.parse(event).map(ask));`;

let cloud: Cloud;
beforeEach(async () => {
  cloud = await Cloud.start();
  await cloud.ros.createStack({
    name: 'asking',
    template: {
      ROSTemplateFormatVersion: '2015-09-01',
      Resources: {
        Service: { Type: 'ALIYUN::FC::Service', Properties: { ServiceName: 'svc' } },
        Ask: {
          Type: 'ALIYUN::FC::Function',
          DependsOn: 'Service',
          Properties: {
            ServiceName: 'svc',
            FunctionName: 'ask',
            Runtime: 'nodejs20',
            Handler: 'index.handler',
            Code: { SourceCode: CODE },
          },
        },
      },
    },
  });
});
afterEach(() => cloud.close());

async function ask(): Promise<string[]> {
  const { accountId } = cloud.ram;
  const root = { kind: 'root', accountId, arn: `acs:ram::${accountId}:root` } as const;
  const endpoints = Buffer.from(JSON.stringify([cloud.oss.endpoint, cloud.tablestore.endpoint]));
  return JSON.parse((await cloud.functions.invoke(root, { service: 'svc', fn: 'ask' }, endpoints)).payload);
}

describe('connections of a frozen instance', () => {
  it.each(SEVERINGS)('end as they are told to, and new ones serve: %s', async (how) => {
    expect(await ask()).toEqual(['answered', 'answered']);
    expect(cloud.functions.severFrozen(how)).toBe(1);

    const after = await ask();

    // A connection that was closed may be noticed before it is used.
    if (how === 'forget') expect(after).toEqual(['ECONNRESET', 'ECONNRESET']);
    else if (how === 'silence') expect(after).toEqual(['silent', 'silent']);
    else for (const outcome of after) expect(['ECONNRESET', 'EPIPE', 'answered']).toContain(outcome);
    expect(await ask()).toEqual(['answered', 'answered']);
  });

  it('are all that ends: other clients notice nothing', async () => {
    const outside = () => fetch(cloud.oss.endpoint).then(({ status }) => status);
    const status = await outside();
    expect(await ask()).toEqual(['answered', 'answered']);
    cloud.functions.severFrozen('silence');
    expect(await outside()).toBe(status);
  });
});
