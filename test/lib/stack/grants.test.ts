import { App, Stack } from '@alicloud/ros-cdk-core';
import { Group, Role, User } from '@alicloud/ros-cdk-ram';
import { assertTemplate } from 'ros-template-check';
import { MediaMetadata } from '../../../lib';
import { readable, STACK_DIGITS } from '../support/readable';
import { codeFixture, withDirectory } from '../support/synthesized';
import { synthesizeApp } from '../support/synthesized-app';

const TRUST = {
  version: '1',
  statement: [{ effect: 'Allow', action: 'sts:AssumeRole', principal: { service: ['ecs.aliyuncs.com'] } }],
};

const role = (stack: Stack, id = 'Reader') =>
  new Role(stack, id, { roleName: `${id}-role`, assumeRolePolicyDocument: TRUST });

const ACCOUNT = `\${ALIYUN::Region}:\${ALIYUN::TenantId}`;
const TABLE = `acs:ots:${ACCOUNT}:instance/m-${STACK_DIGITS}-d3571/table/MediaMetadata`;

it.each([
  ['Search', ['ots:Search', 'ots:ComputeSplits', 'ots:ParallelScan'], [TABLE]],
  ['Read', ['ots:GetRow', 'ots:BatchGetRow', 'ots:GetRange'], [TABLE]],
  [
    'Invoke',
    ['fc:InvokeFunction'],
    [
      `acs:fc:${ACCOUNT}:services/media-metadata-${STACK_DIGITS}-d3571/functions/extract`,
      // The wildcard stands for the qualifier.
      `acs:fc:${ACCOUNT}:services/media-metadata-${STACK_DIGITS}-d3571.*/functions/extract`,
    ],
  ],
] as const)(
  'grant%s gives a role exactly that, in a policy of a name that is not random',
  (right, Action, Resource) => {
    const template = synthesizeApp((stack, code) => {
      const media = new MediaMetadata(stack, 'Media', code);
      const reader = role(stack);
      // A second grant adds nothing.
      expect(media[`grant${right}`](reader)).toBe(media[`grant${right}`](reader));
    });

    expect(readable(template.Resources[`Media${right}GrantReader`])).toStrictEqual({
      Type: 'ALIYUN::RAM::ManagedPolicy',
      Properties: {
        PolicyName: `media-metadata-${right.toLowerCase()}-\${\${ALIYUN::StackId} split at -[0]}-d3571-d8554253`,
        Description: `Media metadata: ${right.toLowerCase()}`,
        PolicyDocument: { Version: '1', Statement: [{ Effect: 'Allow', Action, Resource }] },
        Roles: [`\${Reader.RoleName}`],
        IgnoreExisting: false,
      },
    });
    expect(() => assertTemplate(template)).not.toThrow();
  },
);

it('gives rights to users and groups, too, and to several of them', () => {
  const { Resources } = synthesizeApp((stack, code) => {
    const media = new MediaMetadata(stack, 'Media', code);
    media.grantSearch(new User(stack, 'Ann', { userName: 'ann' }));
    media.grantSearch(new Group(stack, 'Editors', { groupName: 'editors' }));
    media.grantSearch(role(stack));
  });

  const held = ['Ann', 'Editors', 'Reader'].map((id) => {
    const { Roles, Users, Groups } = Resources[`MediaSearchGrant${id}`]!.Properties;
    return readable({ Roles, Users, Groups });
  });
  expect(held).toEqual([
    { Users: [`\${Ann.UserName}`] },
    { Groups: [`\${Editors.GroupName}`] },
    { Roles: [`\${Reader.RoleName}`] },
  ]);
  const names = Object.values(Resources).flatMap(
    ({ Properties }) => readable(Properties['PolicyName']) ?? [],
  );
  expect(new Set(names).size).toBe(3);
});

it('grants a search only where there is an index', () => {
  synthesizeApp((stack, code) => {
    const media = new MediaMetadata(stack, 'Media', { searchIndex: false, ...code });

    expect(() => media.grantSearch(role(stack))).toThrow(
      "grantSearch of 'theirs/Media': must not be called with searchIndex false, there is no index.",
    );
  });
});

it('grants an invocation only where there is a function, and of Function Compute 3 by its ARN', () => {
  synthesizeApp((stack, code) => {
    const media = new MediaMetadata(stack, 'Media', { functions: false, ...code });

    expect(() => media.grantInvoke(role(stack))).toThrow(
      "grantInvoke of 'theirs/Media': must not be called with functions false, there is none to invoke.",
    );
  });
  const { Resources } = synthesizeApp((stack, code) => {
    new MediaMetadata(stack, 'Media', { functionCompute: 3, ...code }).grantInvoke(role(stack));
  });
  const arn = `acs:fc:${ACCOUNT}:functions/media-metadata-extract-${STACK_DIGITS}-d3571`;
  expect(readable(Resources['MediaInvokeGrantReader']!.Properties['PolicyDocument'])).toMatchObject({
    Statement: [{ Resource: [arn, `${arn}/*`] }],
  });
});

it('refuses a principal of another stack, to which ROS has no reference', () => {
  withDirectory((directory) => {
    const app = new App({ autoSynth: false });
    const media = new MediaMetadata(new Stack(app, 'one'), 'Media', { code: codeFixture(directory) });

    expect(() => media.grantRead(role(new Stack(app, 'other')))).toThrow(
      "grantRead of 'one/Media': must be given a principal of the same stack, 'other/Reader' given.",
    );
  });
});
