/** What an update of a deployed stack changes, replaces and refuses. */
import { type Cloud, TemplateError } from 'stand-in-cloud';
import { SEARCH_INDEX } from '../../contract/search-index';
import { planUpdate } from '../../lib/update-plan';
import { synthesizeTemplate, type Template } from '../lib/support/synthesized';
import { cloudFor, createStack } from './support/bare-cloud';

const TEMPLATE = synthesizeTemplate();

let cloud: Cloud;
beforeAll(async () => {
  cloud = await cloudFor(TEMPLATE);
  expect(await createStack(cloud, TEMPLATE)).toBeUndefined();
});
afterAll(() => cloud?.close());

const update = (template: Template) => cloud.ros.updateStack({ stack: 'media', template });
const outputs = () => cloud.ros.describeStack('media').outputs;

const refused = async (template: Template): Promise<string[]> => {
  const error = await update(template).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof TemplateError ? error.findings.map(({ path }) => path) : [String(error)];
};

it.each([
  ['instanceName', 'mine', 'Resources.MetadataInstance.Properties.InstanceName'],
  ['clusterType', 'HYBRID', 'Resources.MetadataInstance.Properties.ClusterType'],
  ['tableName', 'Mine', 'Resources.MetadataTable.Properties.TableName'],
  ['bucketName', 'mine', 'Resources.SourceBucket.Properties.BucketName'],
  ['failureFunctionName', 'mine', 'Resources.FailureFunction.Properties.FunctionName'],
  // The destination of the other function follows from the name.
  ['failureFunctionName', 'mine', 'Resources.ExtractFunction.Properties.AsyncConfiguration.Destination'],
])('is refused for %s by ROS, and before that by the plan', async (name, value, path) => {
  const wanted = synthesizeTemplate({ [name]: value });
  expect(planUpdate(TEMPLATE, wanted).refused).toEqual([expect.stringContaining(`(${name})`)]);
  expect(await refused(wanted)).toContain(path);
});

it('makes the index of other columns beside the old one, and then deletes that', async () => {
  const [id, index] = Object.entries(TEMPLATE.Resources).find(
    ([, { Type }]) => Type === 'ALIYUN::OTS::SearchIndex',
  )!;
  const older = structuredClone(TEMPLATE);
  delete older.Resources[id];
  const fields = index.Properties['FieldSchemas'] as object[];
  older.Resources['MetadataIndex'] = {
    ...index,
    Properties: { ...index.Properties, IndexName: 'MediaColumns', FieldSchemas: fields.slice(0, 5) },
  };
  older.Outputs['SearchIndexName']!.Value = { 'Fn::GetAtt': ['MetadataIndex', 'IndexName'] };
  await update(older);
  expect(outputs()['SearchIndexName']).toBe('MediaColumns');
  const before = cloud.ros.listEvents('media').length;

  await expect(update(TEMPLATE)).resolves.toMatchObject({ status: 'UPDATE_COMPLETE' });

  const steps = cloud.ros
    .listEvents('media')
    .slice(before)
    .map(({ logicalId, status }) => `${logicalId} ${status}`);
  const places = [`${id} CREATE_COMPLETE`, 'MetadataIndex DELETE_IN_PROGRESS'].map((step) =>
    steps.indexOf(step),
  );
  expect(places[0]).toBeGreaterThanOrEqual(0);
  expect(places[1]).toBeGreaterThan(places[0]!);
  expect(outputs()['SearchIndexName']).toBe(SEARCH_INDEX);
});

it('opens the instance to another network, and lets events of symbolic links in', async () => {
  await expect(
    update(synthesizeTemplate({ tableNetworks: 'VPC,INTERNET', symlinks: true })),
  ).resolves.toMatchObject({
    status: 'UPDATE_COMPLETE',
  });
});
