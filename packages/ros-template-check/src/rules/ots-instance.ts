import { tablestore as limits } from '../limits';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { isOneOf, matches } from '../scalars';
import { listOf } from '../syntax';
import { textOf } from '../syntax/text-of';
import { INSTANCE_TYPES } from '../type-groups';

const V2 = 'ALIYUN::OTS::InstanceV2';

const FORBIDDEN = limits.RESERVED_IN_INSTANCE_NAMES;

export const OTS_INSTANCE_RULES: Rule[] = [
  propertyRule({
    id: 'ots-instance-name',
    type: INSTANCE_TYPES,
    path: 'InstanceName',
    must: 'must be 3 to 16 letters, digits or inner hyphens and start with a letter',
    holds: (name) => matches(name, limits.INSTANCE_NAME),
  }),
  propertyRule({
    id: 'ots-instance-name-case',
    verdict: 'unwise',
    type: INSTANCE_TYPES,
    path: 'InstanceName',
    must: 'must be in lower case, as RAM policies name instances',
    holds: (name) => textOf(name) === textOf(name).toLowerCase(),
  }),
  propertyRule({
    id: 'ots-instance-name-forbidden',
    type: INSTANCE_TYPES,
    path: 'InstanceName',
    must: `must not contain ${FORBIDDEN.join(', ')}: Tablestore refuses such names`,
    holds: (name) => !FORBIDDEN.some((part) => textOf(name).toLowerCase().includes(part)),
  }),
  propertyRule({
    id: 'ots-instance-cluster-type',
    type: INSTANCE_TYPES,
    path: 'ClusterType',
    must: `must be ${limits.CLUSTER_TYPES.join(' or ')}`,
    holds: (cluster) => isOneOf(cluster, limits.CLUSTER_TYPES),
  }),
  resourceRule({
    id: 'ots-instance-type',
    verdict: 'unwise',
    type: 'ALIYUN::OTS::Instance',
    must: 'must be ALIYUN::OTS::InstanceV2, the only type that can close the Internet',
    check: ({ type }) => [{ path: '', value: type }],
  }),
  propertyRule({
    id: 'ots-instance-network',
    verdict: 'unwise',
    type: V2,
    path: 'NetworkTypeACL',
    must: 'must list the networks that may reach it (VPC, CLASSIC): the documentation contradicts itself about the default',
    required: true,
    holds: (networks) => listOf(networks).length > 0,
  }),
  propertyRule({
    id: 'ots-instance-network-known',
    type: V2,
    path: 'NetworkTypeACL.*',
    must: `must be one of ${limits.NETWORK_TYPES.join(', ')}`,
    holds: (network) => isOneOf(network, limits.NETWORK_TYPES),
  }),
  propertyRule({
    id: 'ots-instance-function-network',
    verdict: 'unwise',
    type: V2,
    path: 'NetworkTypeACL',
    must: 'must list VPC or CLASSIC, the networks from which functions come',
    holds: (networks) =>
      listOf(networks).length === 0 || listOf(networks).some((one) => one === 'VPC' || one === 'CLASSIC'),
  }),
  propertyRule({
    id: 'ots-instance-source',
    verdict: 'unwise',
    type: V2,
    path: 'NetworkSourceACL',
    must: 'must be given (TRUST_PROXY: the console): the default of the API, which an update may not keep',
    required: true,
    holds: (sources) => sources !== undefined,
  }),
  propertyRule({
    id: 'ots-instance-source-known',
    type: V2,
    path: 'NetworkSourceACL.*',
    must: 'must be TRUST_PROXY',
    holds: (source) => source === 'TRUST_PROXY',
  }),
];
