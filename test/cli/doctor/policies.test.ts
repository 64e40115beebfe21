import { missingActions, type PolicyDocument } from '../../../cli/doctor/before/policies';
import { redacted, redaction } from '../../../cli/doctor/redact';

const policy = (...Statement: object[]) => ({ Version: '1', Statement }) as unknown as PolicyDocument;
const allow = (Action: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
});
const NEEDED = ['fc:CreateService', 'fc:CreateTrigger', 'oss:PutBucket'];

it.each([
  ['everything', [policy(allow('*'))], []],
  ['whole services, in several policies', [policy(allow('fc:*')), policy(allow(['oss:Put*']))], []],
  [
    'single characters and other capitals',
    [policy(allow(['FC:createServic?', 'fc:CreateTrigger', 'oss:*']))],
    [],
  ],
  ['a part', [policy(allow(['fc:CreateService']))], ['fc:CreateTrigger', 'oss:PutBucket']],
  ['nothing', [], NEEDED],
  [
    'what a statement of exceptions leaves',
    [policy({ Effect: 'Allow', NotAction: ['oss:*'], Resource: '*' })],
    ['oss:PutBucket'],
  ],
  [
    'all but what is denied everywhere',
    [policy(allow('*'), { Effect: 'Deny', Action: 'fc:Create*', Resource: '*' })],
    ['fc:CreateService', 'fc:CreateTrigger'],
  ],
  [
    'what is denied on a condition or in one place only',
    [
      policy(
        allow('*'),
        { Effect: 'Deny', Action: 'fc:*', Resource: 'acs:fc:*:*:services/x' },
        {
          Effect: 'Deny',
          Action: 'oss:*',
          Resource: '*',
          Condition: { Bool: { 'acs:SecureTransport': 'false' } },
        },
      ),
    ],
    [],
  ],
  ['a pattern with other signs', [policy(allow(['fc:Create(Service', 'fc.Create*']))], NEEDED],
])('knows who may do %s', (_what, documents, missing) => {
  expect(missingActions(documents, NEEDED)).toEqual(missing);
});

it('takes names and ids out of a report, the longer ones first, and leaves everything else', () => {
  const redact = redaction({
    bucket: 'my-media',
    account: '1234567890123456',
    'log project': 'my-media-logs',
    x: 'ab',
    y: undefined,
  });
  const report = {
    'my-media': 'oss://my-media/a, my-media-logs, cdk-code-1234567890123456-assets',
    other: ['9999999999999999', 'LTAI5tAbcdefghijk', 'STS.NUabcdefghij', 12, true, null, 'ab'],
  };
  expect(redacted(report, redact)).toEqual({
    '<bucket>': 'oss://<bucket>/a, <log project>, cdk-code-<account>-assets',
    other: ['<account>', '<key>', '<key>', 12, true, null, 'ab'],
  });
});
