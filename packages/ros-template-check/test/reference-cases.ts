import { type Case, each } from './cases';

const PROPERTY = 'WorkerFunction.Description';

export const REFERENCE_CASES: Record<string, Case> = {
  'reference-attribute': {
    fails: each(
      PROPERTY,
      { 'Fn::GetAtt': ['RecordInstance', 'VpcEndpoint'] },
      { 'Fn::Sub': '${SourceBucket.Url}' },
    ),
    passes: each(PROPERTY, { 'Fn::GetAtt': ['SourceBucket', 'DomainName'] }),
  },
  'reference-in-condition': {
    fails: each('Conditions.C', { 'Fn::Equals': [{ Ref: 'SourceBucket' }, 'a'] }),
    passes: each('Conditions.C', { 'Fn::Equals': [{ Ref: 'OssEndpoint' }, 'a'] }),
  },
  'condition-exists': {
    fails: [
      ...each(PROPERTY, { 'Fn::If': ['Never', 'a', 'b'] }),
      ...each('Resources.LogIndex.Condition', 'Never'),
      ...each('Conditions.C', { 'Fn::Not': ['Never'] }),
    ],
    passes: [
      ...each(PROPERTY, { 'Fn::If': ['OssEndpointIsDefault', 'a', { Ref: 'ALIYUN::NoValue' }] }),
      ...each('Conditions.C', {
        'Fn::Or': ['OssEndpointIsDefault', { Condition: 'TablestoreEndpointIsDefault' }],
      }),
    ],
  },
  'mapping-exists': {
    fails: each(PROPERTY, { 'Fn::FindInMap': ['Names', 'a', 'b'] }),
    passes: [
      [
        ['Mappings', { Names: { a: { b: 'c' } } }],
        [PROPERTY, { 'Fn::FindInMap': ['Names', 'a', 'b'] }],
      ],
    ],
  },
  'mapping-form': {
    fails: each('Mappings.M', 'a', { a: 'b' }, { a: { b: { Ref: 'OssEndpoint' } } }, { a: { b: [{}] } }),
    passes: each('Mappings.M', { a: { b: 'c', d: 1, e: ['f', 2], g: true } }),
  },
  'mapping-key': {
    fails: [
      [
        ['Mappings', { Names: { a: { b: 'c' } } }],
        [PROPERTY, { 'Fn::FindInMap': ['Names', 'a', 'c'] }],
      ],
      [
        ['Mappings', { Names: { a: { b: 'c' } } }],
        [PROPERTY, { 'Fn::FindInMap': ['Names', 'b', { Ref: 'OssEndpoint' }] }],
      ],
    ],
    passes: [
      [
        ['Mappings', { Names: { '1': { b: 'c' } } }],
        [PROPERTY, { 'Fn::FindInMap': ['Names', 1, { Ref: 'OssEndpoint' }] }],
      ],
      [
        ['Mappings', { Names: { a: { b: 'c' } } }],
        [PROPERTY, { 'Fn::FindInMap': ['Names', { Ref: 'ALIYUN::Region' }, 'c'] }],
      ],
    ],
  },
  'condition-form': {
    fails: each('Conditions.C', 1, [], { 'Fn::Join': ['', ['true']] }, { Ref: 'OssEndpoint' }, {}),
    passes: each('Conditions.C', true, { 'Fn::Equals': [1, 2] }, { Condition: 'OssEndpointIsDefault' }),
  },
  'condition-cycle': {
    fails: [
      ...each('Conditions.C', { 'Fn::Not': ['C'] }),
      [
        ['Conditions.C', { 'Fn::Not': ['D'] }],
        ['Conditions.D', { 'Fn::And': ['OssEndpointIsDefault', { Condition: 'C' }] }],
      ],
    ],
    passes: [
      [
        ['Conditions.C', { 'Fn::Not': ['D'] }],
        ['Conditions.D', { 'Fn::Not': ['OssEndpointIsDefault'] }],
      ],
    ],
  },
  function: {
    fails: each(PROPERTY, { 'Fn::Concat': ['a', 'b'] }),
    passes: each(PROPERTY, { 'Fn::Replace': [{ a: 'b' }, 'a'] }),
  },
  'function-arguments': {
    fails: each(
      PROPERTY,
      { 'Fn::Join': ['a'] },
      { 'Fn::GetAtt': 'SourceBucket.Name' },
      { 'Fn::If': ['OssEndpointIsDefault', 'a'] },
      { 'Fn::Sub': 1 },
      { 'Fn::Sub': '${}' },
      { 'Fn::Equals': ['a', 'b'] },
    ),
    passes: each(PROPERTY, { 'Fn::Join': ['', ['a', 'b']] }, { 'Fn::Select': [0, ['a']] }),
  },
  'depends-on': {
    fails: each('Resources.LogIndex.DependsOn', ['LogStore', 'Nothing'], 'Nothing'),
    passes: each('Resources.LogIndex.DependsOn', 'LogStore'),
  },
  cycle: {
    fails: [
      ...each('Resources.SourceBucket.DependsOn', ['ObjectTrigger']),
      ...each('WorkerRole.Description', { 'Fn::GetAtt': ['WorkerService', 'ServiceId'] }),
    ],
    passes: each('WorkerService.Description', { 'Fn::GetAtt': ['WorkerRole', 'RoleId'] }),
  },
};
