import { type Case, each } from './cases';

const many = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`N${index}`, value]));

/** Lists in lists. */
function nested(levels: number): unknown {
  let value: unknown[] = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
}

const PROJECT = { Type: 'ALIYUN::SLS::Project', Properties: { Name: 'logs' } };
const OUTPUT = { Value: 'x' };
const TEXT = { Type: 'String' };

const PROPERTY = 'WorkerFunction.Description';

export const TEMPLATE_CASES: Record<string, Case> = {
  'template-depth': {
    fails: [...each(PROPERTY, nested(97)), ...each('Metadata', nested(100))],
    passes: [...each(PROPERTY, nested(96)), ...each('Metadata', nested(99))],
  },
  'template-prototype': {
    fails: each(PROPERTY, JSON.parse('{"__proto__":{"a":1}}')),
    passes: each('Metadata', { prototype: 1, constructor: 2 }),
  },
  'template-version': {
    fails: each('ROSTemplateFormatVersion', undefined, '2010-09-09'),
    passes: each('ROSTemplateFormatVersion', '2015-09-01'),
  },
  'template-section': {
    fails: each('Hooks', {}),
    passes: each('Mappings', {}),
  },
  'template-section-form': {
    fails: each('Parameters', []),
    passes: each('Metadata', {}),
    also: ['reference'],
  },
  'template-size': {
    fails: each('Metadata', { note: 'x'.repeat(524_288) }),
    passes: each('Metadata', { note: 'x'.repeat(400_000) }),
  },
  'template-empty': {
    fails: each('Resources', {}),
    passes: each('Resources', { Project: PROJECT }),
    also: ['reference'],
  },
  'template-resources': {
    fails: each('Resources.+', many(200, PROJECT)),
    passes: each('Resources.+', many(179, PROJECT)),
  },
  'template-parameters': {
    fails: each('Parameters.+', many(199, TEXT)),
    passes: each('Parameters.+', many(198, TEXT)),
  },
  'template-outputs': {
    fails: each('Outputs.+', many(200, OUTPUT)),
    passes: each('Outputs.+', many(180, OUTPUT)),
  },
  'logical-id': {
    fails: [...each('Resources.a/b', PROJECT), ...each(`Resources.${'a'.repeat(256)}`, PROJECT)],
    passes: [...each('Resources.1st', PROJECT), ...each('Resources.a b', PROJECT)],
  },
  'resource-key': {
    fails: each('Resources.SourceBucket.UpdatePolicy', {}),
    passes: each('Resources.SourceBucket.Metadata', {}),
  },
  'output-key': {
    fails: each('Outputs.BucketName.Export', {}),
    passes: each('Outputs.BucketName.Label', 'Bucket'),
  },
  'output-value': {
    fails: each('Outputs.BucketName.Value', undefined),
    passes: each('Outputs.BucketName.Value', 'x'),
  },
  'resource-type': {
    fails: [...each('Resources.Vm', { Type: 'AWS::EC2::Instance' }), ...each('Resources.Vm', {})],
    passes: [...each('Resources.More', PROJECT), ...each('Resources.Vm', { Type: 'ALIYUN::ECS::Instance' })],
  },
  'resource-type-unchecked': {
    fails: each('Resources.Vm', { Type: 'ALIYUN::ECS::Instance' }, { Type: 'DATASOURCE::VPC::Vpcs' }),
    passes: each('Resources.More', PROJECT),
  },
  'resource-property': {
    fails: [
      ...each('WorkerFunction.MemorySizeMB', 512),
      ...each('WorkerFunction.Code.OssKey', 'x'),
      ...each('RecordTable.PrimaryKey.0.Kind', 'STRING'),
      ...each('RecordIndex.FieldSchemas.3.Sort', true),
    ],
    passes: each('WorkerFunction.InstanceType', 'e1'),
  },
  'resource-property-missing': {
    fails: [
      ...each('LogIndex.FullTextIndex', undefined),
      ...each('ObjectTrigger.TriggerName', undefined, ''),
    ],
    passes: each('WorkerFunction.Description', undefined),
    also: ['fc-trigger-name'],
  },
};
