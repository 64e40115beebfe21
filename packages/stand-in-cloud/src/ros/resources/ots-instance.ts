import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { InstanceOptions, TablestoreService } from '../../tablestore/service';
import type { ResourceContext, ResourceProvider } from '../provider';
import { tagList, tagsToRecord, text, textLike, textUpTo } from './forms';
import { unlessMissing } from './missing';

const { CLUSTER_TYPES, INSTANCE_NAME, NETWORK_TYPES } = limits.tablestore;

export const instanceName = () => textLike(INSTANCE_NAME);

/**
 * Codes for a missing table, index or instance. For a missing instance the service's code is an authentication failure;
 * calls from this process have no other reason for it.
 */
export const OTS_MISSING = ['OTSObjectNotExist', 'OTSAuthFailed'];

/** Of a description; the first type takes shorter ones too. */
const DESCRIPTION_CHARACTERS = { min: 3, max: 256 };

const first = z.strictObject({
  InstanceName: instanceName(),
  Description: textUpTo(DESCRIPTION_CHARACTERS.max).optional(),
  Network: z.enum(['NORMAL', 'VPC', 'VPC_CONSOLE']).optional(),
  ClusterType: z.enum(CLUSTER_TYPES).optional(),
  Tags: tagList(),
});

function endpoints(name: string, { region }: ResourceContext) {
  return {
    InstanceName: name,
    PublicEndpoint: `https://${name}.${region}.ots.aliyuncs.com`,
    PrivateEndpoint: `https://${name}.${region}.ots-internal.aliyuncs.com`,
    VpcEndpoint: `https://${name}.${region}.vpc.tablestore.aliyuncs.com`,
  };
}

/** The first instance type: its network is `NORMAL` or a VPC. `Ref` gives the name. */
export function otsInstance(tablestore: TablestoreService): ResourceProvider<z.output<typeof first>> {
  const optionsOf = (given: z.output<typeof first>): InstanceOptions => ({
    clusterType: given.ClusterType ?? 'SSD',
    networkTypes: given.Network === 'VPC' || given.Network === 'VPC_CONSOLE' ? ['VPC'] : undefined,
    tags: tagsToRecord(given.Tags),
  });
  return {
    type: 'ALIYUN::OTS::Instance',
    properties: first,
    attributes: ['InstanceName', 'PublicEndpoint', 'PrivateEndpoint', 'VpcEndpoint'],
    updatable: ['Network', 'Tags'],
    async create(given, context) {
      tablestore.createInstance(given.InstanceName, optionsOf(given));
      return { physicalId: given.InstanceName, attributes: endpoints(given.InstanceName, context) };
    },
    async update(name, given, _previous, context) {
      tablestore.updateInstance(name, optionsOf(given));
      return endpoints(name, context);
    },
    delete: (name) => unlessMissing(OTS_MISSING, () => tablestore.deleteInstance(name)),
  };
}

const second = z.strictObject({
  InstanceName: instanceName(),
  ClusterType: z.enum(CLUSTER_TYPES),
  InstanceDescription: textUpTo(DESCRIPTION_CHARACTERS.max)
    .pipe(z.string().min(DESCRIPTION_CHARACTERS.min))
    .optional(),
  NetworkTypeACL: z.array(z.enum(NETWORK_TYPES)).max(NETWORK_TYPES.length).optional(),
  NetworkSourceACL: z.array(z.literal('TRUST_PROXY')).max(1).optional(),
  ResourceGroupId: text().optional(),
  Tags: tagList(),
});

/** The second instance type: it has a list of networks and one attribute. `Ref` gives the name. */
export function otsInstanceV2(tablestore: TablestoreService): ResourceProvider<z.output<typeof second>> {
  const optionsOf = (given: z.output<typeof second>): InstanceOptions => ({
    clusterType: given.ClusterType,
    networkTypes: given.NetworkTypeACL,
    networkSources: given.NetworkSourceACL,
    tags: tagsToRecord(given.Tags),
  });
  return {
    type: 'ALIYUN::OTS::InstanceV2',
    properties: second,
    attributes: ['InstanceName'],
    updatable: ['InstanceDescription', 'NetworkTypeACL', 'NetworkSourceACL', 'ResourceGroupId', 'Tags'],
    async create(given) {
      tablestore.createInstance(given.InstanceName, optionsOf(given));
      return { physicalId: given.InstanceName, attributes: { InstanceName: given.InstanceName } };
    },
    async update(name, given) {
      tablestore.updateInstance(name, optionsOf(given));
      return { InstanceName: name };
    },
    delete: (name) => unlessMissing(OTS_MISSING, () => tablestore.deleteInstance(name)),
  };
}
