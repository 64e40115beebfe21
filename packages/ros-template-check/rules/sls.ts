import { isWhole, matches } from '../numbers';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { isKnown } from '../syntax/placeholder';

const LOGSTORE = 'ALIYUN::SLS::Logstore';

const isOn = (value: unknown) => value === true || value === 'true';

export const SLS_RULES: Rule[] = [
  propertyRule({
    id: 'sls-project-name',
    type: 'ALIYUN::SLS::Project',
    path: 'Name',
    must: 'must be 3 to 63 lower-case letters, digits or inner hyphens',
    holds: (name) => matches(name, /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
  }),
  propertyRule({
    id: 'sls-logstore-name',
    type: LOGSTORE,
    path: 'LogstoreName',
    must: 'must be 2 to 63 lower-case letters, digits or inner hyphens and underscores',
    holds: (name) => matches(name, /^[a-z0-9][a-z0-9_-]{0,61}[a-z0-9]$/),
  }),
  propertyRule({
    id: 'sls-logstore-ttl',
    type: LOGSTORE,
    path: 'TTL',
    must: 'must be 1 to 3650 days, where 3650 keeps logs for ever',
    holds: (days) => isWhole(days, 1, 3_650),
  }),
  propertyRule({
    id: 'sls-logstore-shards',
    type: LOGSTORE,
    path: 'ShardCount',
    must: 'must be 1 to 100 shards',
    holds: (count) => isWhole(count, 1, 100),
  }),
  resourceRule({
    id: 'sls-logstore-max-shards',
    type: LOGSTORE,
    must: 'must be 1 to 256 shards where shards are split automatically',
    check: ({ properties: { AutoSplit, MaxSplitShard } }) =>
      isOn(AutoSplit) && isKnown(MaxSplitShard) && !isWhole(MaxSplitShard, 1, 256)
        ? [{ path: 'MaxSplitShard', value: MaxSplitShard }]
        : [],
  }),
  propertyRule({
    id: 'sls-index-key-type',
    type: 'ALIYUN::SLS::Index',
    path: 'KeyIndices.*.Type',
    must: 'must be text, long, double or json',
    required: true,
    holds: (kind) => ['text', 'long', 'double', 'json'].includes(String(kind)),
  }),
];
