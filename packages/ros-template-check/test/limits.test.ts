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
  [
    'a trigger has 128 characters',
    limits.functionCompute.TRIGGER_NAME,
    ['t'.repeat(128), '_t-1'],
    ['t'.repeat(129), '1t', ''],
  ],
  ['a role has no underscore', limits.ram.ROLE_NAME, ['a.b-1', 'r'.repeat(64)], ['a_b', 'r'.repeat(65), '']],
  ['a user has one', limits.ram.USER_NAME, ['a_b', 'u'.repeat(64)], ['a b', 'u'.repeat(65)]],
  ['a policy has no period', limits.ram.POLICY_NAME, ['a-1', 'p'.repeat(128)], ['a.b', 'p'.repeat(129)]],
  [
    'a session has 2 characters',
    limits.ram.SESSION_NAME,
    ['ab', 'a@b_c', 's'.repeat(64)],
    ['a', 's'.repeat(65)],
  ],
  [
    'a table has 255 characters',
    limits.tablestore.TABLE_NAME,
    ['t'.repeat(255), '_1'],
    ['t'.repeat(256), 'a-b', '1t', ''],
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
  ['bytes of a value in a field of type KEYWORD', limits.tablestore.KEYWORD_BYTES, 4_096],
  ['bytes of the strings of an indexed primary key', limits.tablestore.INDEXED_PRIMARY_KEY_BYTES, 1_000],
  ['characters of a pattern in a search', limits.tablestore.WILDCARD_CHARACTERS, 32],
  ['rows of a search', limits.tablestore.SEARCH_ROWS, 100],
  ['rows of a search in the index alone', limits.tablestore.SEARCH_ROWS_FROM_INDEX, 1_000],
  ['columns of one write', limits.tablestore.ATTRIBUTE_COLUMNS_PER_WRITE, 1_024],
  ['rows of one BatchWriteRow', limits.tablestore.BATCH_WRITE_ROWS, 200],
  ['buckets of a region', limits.oss.BUCKETS_PER_REGION, 100],
  [
    'seconds that an event of Function Compute 2 waits',
    limits.functionCompute.ASYNC_EVENT_AGE_SECONDS.max,
    2_592_000,
  ],
  [
    'seconds that an event of Function Compute 3 waits',
    limits.functionCompute.ASYNC_EVENT_AGE_SECONDS_FC3.max,
    604_800,
  ],
  ['system policies of a role', limits.ram.ATTACHED_POLICIES.System, 20],
  ['custom policies of a role', limits.ram.ATTACHED_POLICIES.Custom, 5],
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
