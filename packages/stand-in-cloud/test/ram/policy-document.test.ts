import { limits } from 'ros-template-check';
import { RamError } from '../../src/ram/errors';
import { parsePolicy } from '../../src/ram/policy-document';
import { parseTrustPolicy } from '../../src/ram/trust-policy';

const statement = { Effect: 'Allow', Action: 'oss:GetObject', Resource: '*' };
const policy = (changes: Record<string, unknown>) => ({
  Version: '1',
  Statement: [{ ...statement, ...changes }],
});

function refusal(parse: () => unknown): RamError {
  try {
    parse();
  } catch (error) {
    if (error instanceof RamError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parsePolicy', () => {
  it('takes JSON text and objects, single values and lists', () => {
    const one = parsePolicy(JSON.stringify(policy({})));
    const many = parsePolicy(policy({ Action: ['oss:GetObject'], Resource: ['*'] }));
    expect(one).toEqual(many);
    expect(one).toEqual([
      { effect: 'Allow', actions: ['oss:GetObject'], exceptActions: false, resources: ['*'], conditions: {} },
    ]);
  });

  it.each([
    ['not JSON', '{', /not JSON/],
    ['another version', { ...policy({}), Version: '9' }, /^Version:/],
    ['a version that is a number', { ...policy({}), Version: 1 }, /^Version:/],
    ['no statement', { Version: '1', Statement: [] }, /^Statement:/],
    ['an unknown key', { ...policy({}), Id: 'x' }, /Id/],
    ['an unknown key of a statement', policy({ Sid: 'x' }), /^Statement\.0:.*Sid/],
    ['NotResource', policy({ NotResource: '*' }), /NotResource/],
    ['another effect', policy({ Effect: 'Maybe' }), /^Statement\.0\.Effect:/],
    ['no action', policy({ Action: undefined }), /either Action or NotAction/],
    ['both kinds of action', policy({ NotAction: 'oss:*' }), /either Action or NotAction/],
    ['an action without its service', policy({ Action: 'GetObject' }), /"GetObject"/],
    ['no resource', policy({ Resource: undefined }), /^Statement\.0\.Resource:/],
    ['a resource of another cloud', policy({ Resource: 'arn:aws:s3:::b' }), /"arn:aws:s3:::b"/],
    ['a resource with too few parts', policy({ Resource: 'acs:oss:bucket' }), /"acs:oss:bucket"/],
    ['a principal', policy({ Principal: { Service: ['fc.aliyuncs.com'] } }), /Principal/],
    ['an unknown operator', policy({ Condition: { StringIs: { 'acs:SourceIp': '1' } } }), /"StringIs"/],
    [
      'a bad address',
      policy({ Condition: { IpAddress: { 'acs:SourceIp': '10.0.0.0/40' } } }),
      /"10.0.0.0\/40"/,
    ],
    ['a bad date', policy({ Condition: { DateLessThan: { 'acs:CurrentTime': 'soon' } } }), /"soon"/],
    [
      'two Booleans',
      policy({ Condition: { Bool: { 'acs:SecureTransport': ['true', 'false'] } } }),
      /one value/,
    ],
    ['a bare condition key', policy({ Condition: { StringEquals: { SourceIp: 'a' } } }), /"SourceIp"/],
  ])('refuses %s', (_, document, message) => {
    const error = refusal(() => parsePolicy(document));
    expect(error).toMatchObject({ code: 'MalformedPolicyDocument', status: 400 });
    expect(error.message).toMatch(message);
  });

  it('refuses a document beyond the length limit', () => {
    const document = policy({ Resource: `acs:oss:*:*:${'b'.repeat(limits.ram.POLICY_CHARACTERS)}` });
    expect(refusal(() => parsePolicy(document)).code).toBe('InvalidParameter.PolicyDocument.Length');
  });
});

describe('parseTrustPolicy', () => {
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['fc.aliyuncs.com'] } };
  const document = (changes: Record<string, unknown>) => ({
    Version: '1',
    Statement: [{ ...trust, ...changes }],
  });

  it('reads the services that a role trusts', () => {
    expect(parseTrustPolicy(document({}))).toEqual([
      { effect: 'Allow', services: ['fc.aliyuncs.com'], principals: [], conditions: {} },
    ]);
  });

  it.each([
    ['no principal', document({ Principal: {} }), /Principal/],
    [
      'a service that is not a list',
      document({ Principal: { Service: 'fc.aliyuncs.com' } }),
      /Principal\.Service/,
    ],
    ['a service of another cloud', document({ Principal: { Service: ['lambda.amazonaws.com'] } }), /lambda/],
    ['another action', document({ Action: 'oss:GetObject' }), /"oss:GetObject"/],
    ['a resource', document({ Resource: '*' }), /Resource/],
    ['an unknown kind of principal', document({ Principal: { AWS: ['*'] } }), /AWS/],
  ])('refuses %s', (_, bad, message) => {
    const error = refusal(() => parseTrustPolicy(bad));
    expect(error.code).toBe('MalformedPolicyDocument');
    expect(error.message).toMatch(message);
  });
});
