import { isDeepStrictEqual } from 'node:util';
import { readable, STACK_DIGITS } from '../support/readable';
import { properties } from '../support/synthesized';

interface PolicyDocument {
  Version: string;
  Statement: { Effect: string; Action: string[]; Resource: string[] }[];
}

function policy(role: string, context: Record<string, unknown> = {}): PolicyDocument {
  const policies = properties(role, context)['Policies'] as { PolicyDocument: PolicyDocument }[];
  expect(policies).toHaveLength(1);
  return readable(policies[0]!.PolicyDocument) as PolicyDocument;
}

const IN_REGION = `\${ALIYUN::Region}:\${ALIYUN::TenantId}`;
const allow = (Action: string[], Resource: string[]) => ({ Action, Resource, Effect: 'Allow' });

describe('the service role', () => {
  it('lets Function Compute and nobody else assume it', () => {
    expect(properties('ServiceRole')['AssumeRolePolicyDocument']).toStrictEqual({
      Version: '1',
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['fc.aliyuncs.com'] } }],
    });
  });

  it('may read the objects, keep their rows and write its logs, and nothing else', () => {
    expect(policy('ServiceRole')).toStrictEqual({
      Version: '1',
      Statement: [
        // Wildcards: the region, which OSS's own policies leave open, and every key of this bucket.
        allow(['oss:GetObject'], [`acs:oss:*:\${ALIYUN::TenantId}:\${SourceBucket.Name}/*`]),
        allow(
          ['ots:GetRow', 'ots:PutRow', 'ots:DeleteRow'],
          [`acs:ots:${IN_REGION}:instance/media-${STACK_DIGITS}/table/MediaMetadata`],
        ),
        allow(
          ['log:PostLogStoreLogs'],
          [`acs:log:${IN_REGION}:project/media-metadata-${STACK_DIGITS}/logstore/extract`],
        ),
        // Function Compute invokes it with this role, with the events that were given up.
        allow(
          ['fc:InvokeFunction'],
          [`acs:fc:${IN_REGION}:services/media-metadata-failure-${STACK_DIGITS}/functions/record-failure`],
        ),
      ],
    });
  });

  it.each(['ServiceRole', 'FailureRole'])('may send events and mark rows with a bus alone: %s', (role) => {
    const withBus = policy(role, { newsBus: 'news' }).Statement;
    const without = policy(role).Statement;
    const [rows, bus] = withBus.filter((one) => !without.some((other) => isDeepStrictEqual(one, other)));
    expect(withBus).toHaveLength(without.length + 1);
    expect(rows).toMatchObject({ Action: ['ots:GetRow', 'ots:PutRow', 'ots:DeleteRow', 'ots:UpdateRow'] });
    expect(bus).toStrictEqual(
      allow(['eventbridge:PutEvents'], [`acs:eventbridge:${IN_REGION}:eventbus/news`]),
    );
  });

  it('may read the tags of objects only when asked to, and the failure function never', () => {
    const resource = [`acs:oss:*:\${ALIYUN::TenantId}:\${SourceBucket.Name}/*`];
    expect(policy('ServiceRole', { objectTags: true }).Statement[0]).toStrictEqual(
      allow(['oss:GetObject', 'oss:GetObjectTagging'], resource),
    );
    expect(policy('FailureRole', { objectTags: true }).Statement[0]).toStrictEqual(
      allow(['oss:GetObject'], resource),
    );
    expect(properties('FailureFunction', { objectTags: true })['EnvironmentVariables']).toEqual(
      properties('FailureFunction')['EnvironmentVariables'],
    );
  });

  it('may list its buckets, read rows in a range and keep the state of the sweep with one alone', () => {
    const given = { sweep: 'daily', otherBuckets: ['one'] };
    const without = policy('ServiceRole', { otherBuckets: ['one'] }).Statement;
    const added = policy('ServiceRole', given).Statement.filter(
      (one) => !without.some((other) => isDeepStrictEqual(one, other)),
    );
    const table = (name: string) => `acs:ots:${IN_REGION}:instance/media-${STACK_DIGITS}/table/${name}`;
    expect(added).toStrictEqual([
      // The buckets themselves, not their objects.
      allow(
        ['oss:ListObjects'],
        [`acs:oss:*:\${ALIYUN::TenantId}:\${SourceBucket.Name}`, `acs:oss:*:\${ALIYUN::TenantId}:one`],
      ),
      allow(['ots:GetRange'], [table('MediaMetadata')]),
      allow(['ots:GetRow', 'ots:PutRow'], [table('SweepState')]),
    ]);
    for (const role of ['FailureRole', 'TriggerRole']) {
      expect(policy(role, { sweep: 'daily' })).toStrictEqual(policy(role));
    }
  });

  it('reads an existing bucket by its name', () => {
    expect(policy('ServiceRole', { existingBucketName: 'theirs' }).Statement[0]!.Resource).toStrictEqual([
      `acs:oss:*:\${ALIYUN::TenantId}:theirs/*`,
    ]);
  });
});

describe('the roles of both functions', () => {
  it.each(['ServiceRole', 'FailureRole'])('read the objects of further buckets, and no more: %s', (role) => {
    const more = policy(role, { otherBuckets: ['one', 'two'] }).Statement;
    const { Statement: usual } = policy(role);

    expect(more[0]).toStrictEqual(
      allow(
        ['oss:GetObject'],
        [`\${SourceBucket.Name}`, 'one', 'two'].map((name) => `acs:oss:*:\${ALIYUN::TenantId}:${name}/*`),
      ),
    );
    expect(more.slice(1)).toStrictEqual(usual.slice(1));
  });
});

describe('the role of the failure function', () => {
  it('lets Function Compute and nobody else assume it', () => {
    expect(properties('FailureRole')['AssumeRolePolicyDocument']).toStrictEqual(
      properties('ServiceRole')['AssumeRolePolicyDocument'],
    );
  });

  it('may look at the objects, keep their rows and write its logs, and nothing else', () => {
    const { Statement } = policy('ServiceRole');

    expect(policy('FailureRole')).toStrictEqual({ Version: '1', Statement: Statement.slice(0, 3) });
    expect(Statement[3]!.Action).toStrictEqual(['fc:InvokeFunction']);
  });
});

describe('the invocation role', () => {
  it('lets OSS and nobody else assume it', () => {
    expect(properties('TriggerRole')['AssumeRolePolicyDocument']).toStrictEqual({
      Version: '1',
      Statement: [
        { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['oss.aliyuncs.com'] } },
      ],
    });
  });

  it('may invoke the one function, with or without a qualifier, and nothing else', () => {
    expect(policy('TriggerRole')).toStrictEqual({
      Version: '1',
      Statement: [
        allow(
          ['fc:InvokeFunction'],
          [
            `acs:fc:${IN_REGION}:services/media-metadata-${STACK_DIGITS}/functions/extract`,
            // The wildcard stands for the qualifier: LATEST, a version or an alias.
            `acs:fc:${IN_REGION}:services/media-metadata-${STACK_DIGITS}.*/functions/extract`,
          ],
        ),
      ],
    });
  });
});

describe.each(['ServiceRole', 'FailureRole', 'TriggerRole'])('%s', (role) => {
  it('is never an existing role taken over, and can be removed whatever was attached to it', () => {
    expect(properties(role)).toMatchObject({ IgnoreExisting: false, DeletionForce: true });
  });

  it('keeps its policy under a name as unique as its own: RAM has one name space for both', () => {
    const { RoleName, Policies } = properties(role);

    expect((Policies as { PolicyName: unknown }[])[0]!.PolicyName).toStrictEqual(RoleName);
  });

  it('names no action by a wildcard', () => {
    expect(
      policy(role)
        .Statement.flatMap(({ Action }) => Action)
        .join(),
    ).not.toContain('*');
  });
});
