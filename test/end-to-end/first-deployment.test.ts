/** The first deployment into an account, in which nothing can be used at the moment that it is made. */
import { strToU8, zipSync } from 'fflate';
import { Cloud, type CloudOptions, StackFailedError } from 'stand-in-cloud';
import { ossClient } from '../../cli/cloud/oss-client';
import { synthesizeTemplate, type Template } from '../lib/support/synthesized';

/** Nothing is run here; Function Compute only unpacks it. */
const ZIP = Buffer.from(zipSync({ 'index.js': strToU8('exports.handler = async () => 1;') }));

let cloud: Cloud;
afterEach(() => cloud?.close());

async function start(template: Template, options: CloudOptions = {}): Promise<void> {
  cloud = await Cloud.start(options);
  const code = template.Resources['ExtractFunction']!.Properties['Code'] as { OssObjectName: string };
  const bucket = `cdk-media-metadata-assets-${cloud.region}`;
  cloud.oss.createBucket(bucket, {});
  const connection = { ...cloud.rootKey, ossEndpoint: cloud.oss.endpoint, region: cloud.region, bucket };
  await ossClient(connection).put(code.OssObjectName, ZIP);
}

/** @returns why it failed */
async function deploy(template: Template, options?: CloudOptions): Promise<string | undefined> {
  await start(template, options);
  try {
    await cloud.ros.createStack({ name: 'media', template });
    return undefined;
  } catch (error) {
    if (!(error instanceof StackFailedError)) throw error;
    return error.description.statusReason;
  }
}

/** The template without one resource: what depended on it depends on what that did. */
function without(template: Template, id: string): Template {
  const { [id]: taken, ...others } = structuredClone(template.Resources);
  for (const resource of Object.values(others)) {
    if (!resource.DependsOn?.includes(id)) continue;
    resource.DependsOn = [...resource.DependsOn.filter((one) => one !== id), ...(taken?.DependsOn ?? [])];
  }
  return { ...template, Resources: others };
}

/** Resources in the opposite order: ROS makes no promise which of those that it can make come first. */
const reversed = (template: Template): Template => ({
  ...template,
  Resources: Object.fromEntries(Object.entries(template.Resources).reverse()),
});

const TEMPLATE = synthesizeTemplate();
const [FOUNDATIONS, TABLE] = ['WaitForFoundations120Seconds', 'WaitForTable90Seconds'];

it.each([
  ['as it is written', TEMPLATE],
  ['in the opposite order', reversed(TEMPLATE)],
])('succeeds %s', async (_, template) => {
  expect(await deploy(template)).toBeUndefined();
});

it.each([
  ['the instance', without(TEMPLATE, FOUNDATIONS), /MetadataTable: .*: no such host$/],
  [
    'the logs',
    without(reversed(TEMPLATE), FOUNDATIONS),
    /Service: InvalidArgument: project '.*' does not exist$/,
  ],
  ['the table', without(TEMPLATE, TABLE), /MetadataIndex\w+: OTSTableNotReady: The table is not ready\.$/],
])('fails without the wait for %s', async (_, template, reason) => {
  expect(await deploy(template)).toMatch(reason);
});

describe('where ROS comes from a network that the instance is closed to', () => {
  const options: CloudOptions = { rosNetwork: 'INTERNET' };

  it('fails with the words that docs/deploy.md explains', async () => {
    expect(await deploy(TEMPLATE, options)).toBe(
      'Resource CREATE failed: MetadataTable: OTSAuthFailed: Request denied by instance ACL policies.',
    );
  });

  it('succeeds with the setting that is named there', async () => {
    const template = synthesizeTemplate({ tableNetworks: 'VPC,CLASSIC,INTERNET' });
    expect(await deploy(template, options)).toBeUndefined();
  });
});

describe('in an account that never used the services', () => {
  const options: CloudOptions = { inactiveServices: ['FC', 'OSS', 'OTS', 'SLS'] };

  it('fails', async () => {
    expect(await deploy(TEMPLATE, options)).toMatch('service is not enabled for current user.');
  });

  it.each([
    ['as it is written', (template: Template) => template],
    ['in the opposite order', reversed],
  ])('succeeds with the setting that turns them on, %s', async (_, order) => {
    expect(await deploy(order(synthesizeTemplate({ enableServices: 'true' })), options)).toBeUndefined();
  });
});
