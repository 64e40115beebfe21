import { limits } from '../src/index';

/** Limits of which copies had drifted: each with a value that one of them judged wrongly. */
it.each([
  [
    'a logical id takes what ROS refuses only with a slash',
    limits.ros.LOGICAL_ID,
    ['1st', 'a b', '桶'],
    ['a/b', ''],
  ],
  [
    'a function has 64 characters, a service 128',
    limits.functionCompute.FUNCTION_NAME,
    ['a'.repeat(64)],
    ['a'.repeat(65)],
  ],
  ['a service has 128 characters', limits.functionCompute.SERVICE_NAME, ['a'.repeat(128)], ['a'.repeat(129)]],
  ['a variable begins with a letter', limits.functionCompute.VARIABLE_NAME, ['A_1'], ['_A', '1A', 'A-B']],
  [
    'the service keeps some variables',
    limits.functionCompute.RESERVED_VARIABLE,
    ['FC_X', 'securityToken'],
    ['ACCESS_KEY_ID'],
  ],
  ['an instance has no case', limits.tablestore.INSTANCE_NAME, ['Files', 'a1-b'], ['ab', 'a1-', '1ab']],
  ['a logstore has 2 characters for the API', limits.logService.LOGSTORE_NAME, ['ab'], ['a']],
  ['a logstore has 3 characters for ROS', limits.logService.LOGSTORE_NAME_IN_TEMPLATE, ['abc'], ['ab']],
])('%s', (_, pattern, taken, refused) => {
  expect(taken.filter((name) => !pattern.test(name))).toEqual([]);
  expect(refused.filter((name) => pattern.test(name))).toEqual([]);
});

it.each([
  ['fields of a search index', limits.tablestore.INDEX_FIELDS.max, 1_000],
  ['characters of a policy', limits.ram.POLICY_CHARACTERS, 6_144],
  ['days that ROS takes for a logstore', limits.logService.LOGSTORE_TTL_DAYS_IN_TEMPLATE.max, 3_600],
  ['days that the API takes for a logstore', limits.logService.LOGSTORE_TTL_DAYS.max, 3_650],
  ['shards at creation', limits.logService.SHARDS.max, 100],
  ['shards that splitting stops at, in a template', limits.logService.SPLIT_SHARDS_IN_TEMPLATE.max, 64],
])('%s are as the newest source says', (_, value, expected) => {
  expect(value).toBe(expected);
});

it('lists every event of OSS with its prefix', () => {
  expect(limits.oss.EVENT_NAMES).toContain('oss:ObjectModified:UpdateObjectMeta');
  expect(limits.oss.EVENT_NAMES.every((name) => /^oss:Object\w+:(\w+|\*)$/.test(name))).toBe(true);
});
