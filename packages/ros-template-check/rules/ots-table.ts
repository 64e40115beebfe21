import { isWhole, matches, numberOf } from '../numbers';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { listOf } from '../syntax/template';
import { valuesAt } from '../values';

const type = 'ALIYUN::OTS::Table';

/** Of tables and columns: no hyphen. */
const NAME = /^[_a-zA-Z][_a-zA-Z0-9]{0,254}$/;

/** The largest 32-bit integer, which these properties are. */
const LARGEST = 2_147_483_647;

/** What a template leaves out. */
const DEFAULT_TTL = -1;
const DEFAULT_VERSIONS = 1;

export const OTS_TABLE_RULES: Rule[] = [
  propertyRule({
    id: 'ots-table-name',
    type: [type, 'ALIYUN::OTS::SearchIndex'],
    path: 'TableName',
    must: 'must be 1 to 255 letters, digits or _ and not start with a digit',
    holds: (name) => matches(name, NAME),
  }),
  propertyRule({
    id: 'ots-column-name',
    type,
    path: 'PrimaryKey.*.Name',
    must: 'must be 1 to 255 letters, digits or _ and not start with a digit',
    required: true,
    holds: (name) => matches(name, NAME),
  }),
  propertyRule({
    id: 'ots-primary-key-count',
    type,
    path: 'PrimaryKey',
    must: 'must list 1 to 4 columns',
    holds: (columns) => Array.isArray(columns) && columns.length >= 1 && columns.length <= 4,
  }),
  propertyRule({
    id: 'ots-primary-key-type',
    type,
    path: 'PrimaryKey.*.Type',
    must: 'must be INTEGER, STRING or BINARY',
    required: true,
    holds: (kind) => ['INTEGER', 'STRING', 'BINARY'].includes(String(kind)),
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
    must: 'must be -1 (never) or at least 86400 seconds, one day',
    holds: (ttl) => numberOf(ttl) === -1 || isWhole(ttl, 86_400, LARGEST),
  }),
  propertyRule({
    id: 'ots-table-max-versions',
    type,
    path: 'MaxVersions',
    must: 'must be a whole number of at least 1',
    holds: (versions) => isWhole(versions, 1, LARGEST),
  }),
  propertyRule({
    id: 'ots-table-version-deviation',
    type,
    path: 'DeviationCellVersionInSec',
    must: 'must be a whole number of at least 1 second',
    holds: (seconds) => isWhole(seconds, 1, Number.MAX_SAFE_INTEGER),
  }),
  propertyRule({
    id: 'ots-table-throughput',
    type,
    path: 'ReservedThroughput.*',
    must: 'must be a whole number from 0 to 5000 capacity units',
    holds: (units) => isWhole(units, 0, 5_000),
  }),
  resourceRule({
    id: 'ots-table-throughput-hybrid',
    type,
    must: 'must be 0 in an instance of type HYBRID, which has no capacity to reserve',
    check: ({ properties }, model) => {
      const names = { InstanceName: properties['InstanceName'], ClusterType: 'HYBRID' };
      const hybrid = model.find(['ALIYUN::OTS::InstanceV2', 'ALIYUN::OTS::Instance'], names);
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
