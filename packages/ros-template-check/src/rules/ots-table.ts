import { tablestore as limits } from '../limits';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { inWords, isOneOf, isWithin, numberOf } from '../scalars';
import { listOf } from '../syntax';
import { INSTANCE_TYPES } from '../type-groups';
import { valuesAt } from '../values';
import { otsNameRule } from './ots-name';

const type = 'ALIYUN::OTS::Table';

/** The values when the template sets none. */
const DEFAULT_TTL = -1;
const DEFAULT_VERSIONS = 1;

export const OTS_TABLE_RULES: Rule[] = [
  otsNameRule({
    id: 'ots-table-name',
    type: [type, 'ALIYUN::OTS::SearchIndex'],
    path: 'TableName',
  }),
  otsNameRule({
    id: 'ots-column-name',
    type,
    path: 'PrimaryKey.*.Name',
    required: true,
  }),
  propertyRule({
    id: 'ots-primary-key-count',
    type,
    path: 'PrimaryKey',
    must: `must list ${inWords(limits.PRIMARY_KEY_COLUMNS)} columns`,
    holds: (columns) => Array.isArray(columns) && isWithin(columns.length, limits.PRIMARY_KEY_COLUMNS),
  }),
  propertyRule({
    id: 'ots-primary-key-type',
    type,
    path: 'PrimaryKey.*.Type',
    must: `must be one of ${limits.PRIMARY_KEY_TYPES.join(', ')}`,
    required: true,
    holds: (kind) => isOneOf(kind, limits.PRIMARY_KEY_TYPES),
  }),
  resourceRule({
    id: 'ots-column-unique',
    type,
    must: 'must not name a column twice',
    check: ({ properties }) => {
      const columns = ['PrimaryKey.*.Name', 'Columns.*.Name'].flatMap((path) => valuesAt(properties, path));
      return columns.filter(({ value }, index) => columns.findIndex((one) => one.value === value) < index);
    },
  }),
  propertyRule({
    id: 'ots-table-ttl',
    type,
    path: 'TimeToLive',
    must: `must be -1 (never) or at least ${limits.TIME_TO_LIVE_SECONDS.min} seconds, one day`,
    holds: (ttl) => numberOf(ttl) === -1 || isWithin(ttl, limits.TIME_TO_LIVE_SECONDS),
  }),
  propertyRule({
    id: 'ots-table-max-versions',
    type,
    path: 'MaxVersions',
    must: 'must be a whole number of at least 1',
    holds: (versions) => isWithin(versions, limits.MAX_VERSIONS),
  }),
  propertyRule({
    id: 'ots-table-version-deviation',
    type,
    path: 'DeviationCellVersionInSec',
    must: 'must be a whole number of at least 1 second',
    holds: (seconds) => isWithin(seconds, { min: 1, max: Number.MAX_SAFE_INTEGER }),
  }),
  propertyRule({
    id: 'ots-table-throughput',
    type,
    path: 'ReservedThroughput.*',
    must: `must be a whole number from ${inWords(limits.RESERVED_THROUGHPUT)} capacity units`,
    holds: (units) => isWithin(units, limits.RESERVED_THROUGHPUT),
  }),
  resourceRule({
    id: 'ots-table-throughput-hybrid',
    type,
    must: 'must be 0 in an instance of type HYBRID, which has no capacity to reserve',
    check: ({ properties }, model) => {
      const names = { InstanceName: properties['InstanceName'], ClusterType: 'HYBRID' };
      const hybrid = model.find(INSTANCE_TYPES, names);
      return hybrid
        ? valuesAt(properties, 'ReservedThroughput.*').filter(({ value }) => numberOf(value) > 0)
        : [];
    },
  }),
  resourceRule({
    id: 'ots-table-indexable',
    type,
    must: `must keep ${DEFAULT_VERSIONS} version and never expire (TimeToLive ${DEFAULT_TTL}) to have a search index`,
    check: ({ properties }, model) => {
      const { InstanceName, TableName, TimeToLive, MaxVersions } = properties;
      if (!model.find('ALIYUN::OTS::SearchIndex', { InstanceName, TableName })) return [];
      return [
        ...listOf(TimeToLive)
          .filter((ttl) => numberOf(ttl) !== DEFAULT_TTL)
          .map((value) => ({ path: 'TimeToLive', value })),
        ...listOf(MaxVersions)
          .filter((versions) => numberOf(versions) !== DEFAULT_VERSIONS)
          .map((value) => ({ path: 'MaxVersions', value })),
      ];
    },
  }),
];
