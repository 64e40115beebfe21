/** The first deployment into an account, where nothing can be used right after it was made. */
import type { Cloud, CloudOptions } from 'stand-in-cloud';
import { synthesizeTemplate, type Template } from '../lib/support/synthesized';
import { cloudFor, createStack } from './support/bare-cloud';

let cloud: Cloud;
afterEach(() => cloud?.close());

/** @returns why it failed */
async function deploy(template: Template, options?: CloudOptions): Promise<string | undefined> {
  cloud = await cloudFor(template, options);
  return createStack(cloud, template);
}

/** The template without one resource. What depended on it now depends on its own dependencies. */
function without(template: Template, id: string): Template {
  const { [id]: taken, ...others } = structuredClone(template.Resources);
  for (const resource of Object.values(others)) {
    if (!resource.DependsOn?.includes(id)) continue;
    resource.DependsOn = [...resource.DependsOn.filter((one) => one !== id), ...(taken?.DependsOn ?? [])];
  }
  return { ...template, Resources: others };
}

/** The resources in reverse order: ROS promises no order where there is no dependency. */
const reversed = (template: Template): Template => ({
  ...template,
  Resources: Object.fromEntries(Object.entries(template.Resources).reverse()),
});

const TEMPLATE = synthesizeTemplate();
const TEMPLATE_3 = synthesizeTemplate({ functionCompute: 3 });
const [FOUNDATIONS, TABLE] = ['WaitForFoundations120Seconds', 'WaitForTable90Seconds'];

it.each([
  ['as it is written', TEMPLATE],
  ['in the opposite order', reversed(TEMPLATE)],
  ['in Function Compute 3', TEMPLATE_3],
  ['in Function Compute 3, in the opposite order', reversed(TEMPLATE_3)],
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
