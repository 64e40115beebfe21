import { evaluate } from '../../src/ram/evaluation';
import { parsePolicy } from '../../src/ram/policy-document';

type Rule = Record<string, unknown>;
const OBJECT = 'acs:oss:cn-hangzhou:1234:media/a.mp4';

function allowed(
  rules: Rule[],
  context: Record<string, string> = {},
  action = 'oss:GetObject',
  resource = OBJECT,
) {
  const document = {
    Version: '1',
    Statement: rules.map((rule) => ({ Effect: 'Allow', Resource: '*', ...rule })),
  };
  return evaluate(parsePolicy(document), { action, resource, context });
}

describe('evaluate', () => {
  it.each<[string, Rule[], boolean]>([
    ['nothing without a statement that covers it', [{ Action: 'oss:PutObject' }], false],
    ['the action named', [{ Action: 'oss:GetObject' }], true],
    ['an action in other letters', [{ Action: 'OSS:getobject' }], true],
    ['actions by star', [{ Action: 'oss:Get*' }], true],
    ['actions by question mark', [{ Action: 'oss:?etObject' }], true],
    ['everything by a lone star', [{ Action: '*' }], true],
    ['another service never', [{ Action: 'ots:*' }], false],
    ['an action by its prefix only with a star', [{ Action: 'oss:Get' }], false],
    ['one of several actions', [{ Action: ['oss:PutObject', 'oss:GetObject'] }], true],
    ['what NotAction leaves out', [{ NotAction: 'oss:PutObject' }], true],
    ['nothing that NotAction names', [{ NotAction: 'oss:Get*' }], false],
    ['one of several resources', [{ Action: '*', Resource: ['acs:oss:*:*:x', 'acs:oss:*:*:media/*'] }], true],
    ['no other resource', [{ Action: '*', Resource: 'acs:oss:*:*:photos/*' }], false],
    ['nothing that is denied too', [{ Action: '*' }, { Effect: 'Deny', Action: 'oss:Get*' }], false],
    [
      'what is denied elsewhere',
      [{ Action: '*' }, { Effect: 'Deny', Action: '*', Resource: 'acs:oss:*:*:x/*' }],
      true,
    ],
    ['nothing by a Deny of something else', [{ Effect: 'Deny', Action: 'oss:PutObject' }], false],
    [
      'nothing that a Deny with NotAction covers',
      [{ Action: '*' }, { Effect: 'Deny', NotAction: 'ots:*' }],
      false,
    ],
  ])('allows %s', (_, rules, expected) => {
    expect(allowed(rules)).toBe(expected);
  });

  it.each<[string, Record<string, unknown>, Record<string, string>, boolean]>([
    ['StringEquals', { 'acs:X': 'a' }, { 'acs:X': 'a' }, true],
    ['StringEquals', { 'acs:X': ['b', 'a'] }, { 'acs:X': 'a' }, true],
    ['StringEquals', { 'acs:X': 'a' }, { 'acs:X': 'A' }, false],
    ['StringEquals', { 'acs:X': 'a' }, {}, false],
    ['StringEquals', { 'acs:X': 'a', 'acs:Y': 'b' }, { 'acs:X': 'a', 'acs:Y': 'c' }, false],
    ['StringEquals', { 'ACS:x': 'a' }, { 'acs:X': 'a' }, true],
    ['StringNotEquals', { 'acs:X': ['a', 'b'] }, { 'acs:X': 'b' }, false],
    ['StringNotEquals', { 'acs:X': 'a' }, {}, true],
    ['StringEqualsIgnoreCase', { 'acs:X': 'a' }, { 'acs:X': 'A' }, true],
    ['StringNotEqualsIgnoreCase', { 'acs:X': 'a' }, { 'acs:X': 'A' }, false],
    ['StringLike', { 'oss:Prefix': '2026/*' }, { 'oss:Prefix': '2026/01' }, true],
    ['StringNotLike', { 'oss:Prefix': '2026/*' }, { 'oss:Prefix': '2025/01' }, true],
    ['NumericEquals', { 'acs:N': 10 }, { 'acs:N': '10.0' }, true],
    ['NumericLessThan', { 'acs:N': '10' }, { 'acs:N': '9' }, true],
    ['NumericGreaterThanEquals', { 'acs:N': '10' }, { 'acs:N': '9' }, false],
    ['NumericGreaterThan', { 'acs:N': '10' }, { 'acs:N': 'many' }, false],
    [
      'DateLessThan',
      { 'acs:CurrentTime': '2026-01-01T00:00:00+08:00' },
      { 'acs:CurrentTime': '2025-12-31T15:59:59Z' },
      true,
    ],
    [
      'DateGreaterThan',
      { 'acs:CurrentTime': '2026-01-01T00:00:00Z' },
      { 'acs:CurrentTime': '2026-01-01T00:00:00Z' },
      false,
    ],
    ['Bool', { 'acs:SecureTransport': true }, { 'acs:SecureTransport': 'true' }, true],
    ['Bool', { 'acs:SecureTransport': 'true' }, { 'acs:SecureTransport': 'false' }, false],
    ['IpAddress', { 'acs:SourceIp': '10.0.0.0/8' }, { 'acs:SourceIp': '10.9.8.7' }, true],
    [
      'IpAddress',
      { 'acs:SourceIp': ['192.168.0.1', '2001:db8::/32'] },
      { 'acs:SourceIp': '2001:db8::1' },
      true,
    ],
    ['IpAddress', { 'acs:SourceIp': '10.0.0.0/8' }, { 'acs:SourceIp': '11.0.0.1' }, false],
    ['NotIpAddress', { 'acs:SourceIp': '10.0.0.0/8' }, { 'acs:SourceIp': '11.0.0.1' }, true],
  ])('%s %j holds for %j: %s', (operator, keys, context, expected) => {
    expect(allowed([{ Action: '*', Condition: { [operator]: keys } }], context)).toBe(expected);
  });

  it('asks for all operators of a statement', () => {
    const Condition = { StringEquals: { 'acs:X': 'a' }, Bool: { 'acs:Y': 'true' } };
    expect(allowed([{ Action: '*', Condition }], { 'acs:X': 'a', 'acs:Y': 'true' })).toBe(true);
    expect(allowed([{ Action: '*', Condition }], { 'acs:X': 'a', 'acs:Y': 'false' })).toBe(false);
  });

  it('leaves a Deny aside whose condition does not hold', () => {
    const deny = { Effect: 'Deny', Action: '*', Condition: { Bool: { 'acs:SecureTransport': 'false' } } };
    expect(allowed([{ Action: '*' }, deny], { 'acs:SecureTransport': 'true' })).toBe(true);
    expect(allowed([{ Action: '*' }, deny], { 'acs:SecureTransport': 'false' })).toBe(false);
  });
});
