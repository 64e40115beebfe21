import { logService as limits } from '../limits';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { inWords, isOn, isOneOf, isWithin, matches } from '../scalars';
import { isKnown } from '../syntax';

const LOGSTORE = 'ALIYUN::SLS::Logstore';

export const SLS_RULES: Rule[] = [
  propertyRule({
    id: 'sls-project-name',
    type: 'ALIYUN::SLS::Project',
    path: 'Name',
    must: 'must be 3 to 63 lower-case letters, digits or inner hyphens',
    holds: (name) => matches(name, limits.PROJECT_NAME),
  }),
  propertyRule({
    id: 'sls-logstore-name',
    type: LOGSTORE,
    path: 'LogstoreName',
    must: 'must be 3 to 63 lower-case letters, digits or inner hyphens and underscores',
    holds: (name) => matches(name, limits.LOGSTORE_NAME_IN_TEMPLATE),
  }),
  propertyRule({
    id: 'sls-logstore-ttl',
    type: LOGSTORE,
    path: 'TTL',
    must: `must be ${inWords(limits.LOGSTORE_TTL_DAYS_IN_TEMPLATE)} days`,
    holds: (days) => isWithin(days, limits.LOGSTORE_TTL_DAYS_IN_TEMPLATE),
  }),
  propertyRule({
    id: 'sls-logstore-shards',
    type: LOGSTORE,
    path: 'ShardCount',
    must: `must be ${inWords(limits.SHARDS)} shards`,
    holds: (count) => isWithin(count, limits.SHARDS),
  }),
  resourceRule({
    id: 'sls-logstore-max-shards',
    type: LOGSTORE,
    must: `must be ${inWords(limits.SPLIT_SHARDS_IN_TEMPLATE)} shards where shards are split automatically`,
    check: ({ properties: { AutoSplit, MaxSplitShard } }) =>
      isOn(AutoSplit) && isKnown(MaxSplitShard) && !isWithin(MaxSplitShard, limits.SPLIT_SHARDS_IN_TEMPLATE)
        ? [{ path: 'MaxSplitShard', value: MaxSplitShard }]
        : [],
  }),
  propertyRule({
    id: 'sls-index-key-type',
    type: 'ALIYUN::SLS::Index',
    path: 'KeyIndices.*.Type',
    must: `must be one of ${limits.INDEX_KEY_TYPES.join(', ')}`,
    required: true,
    holds: (kind) => isOneOf(kind, limits.INDEX_KEY_TYPES),
  }),
];
