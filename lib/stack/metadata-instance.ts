import { Construct, RemovalPolicy, type Resource, RosPseudo } from '@alicloud/ros-cdk-core';
import * as ots from '@alicloud/ros-cdk-ots';
import type { Settings } from '../settings';
import { logicalId } from './logical-ids';

export interface MetadataInstanceProps
  extends Pick<Settings, 'clusterType' | 'tableNetworks' | 'removal' | 'tags'> {
  instanceName: string;
  /** Created before the instance and deleted after it. @default - nothing */
  after?: Resource[];
}

/** The Tablestore instance of the table. */
export class MetadataInstance extends Construct {
  readonly instance: ots.InstanceV2;
  readonly instanceName: string;
  /** Endpoint that functions can reach without a VPC of their own. */
  readonly vpcEndpoint: string;
  /** Endpoint in the region's internal network, for functions that do not reach the other one. */
  readonly internalEndpoint: string;
  readonly dependency: Resource;

  constructor(scope: Construct, id: string, props: MetadataInstanceProps) {
    super(scope, id);
    const instance = new ots.InstanceV2(this, logicalId(this, 'MetadataInstance'), {
      instanceName: props.instanceName,
      instanceDescription: 'Metadata of media files',
      clusterType: props.clusterType,
      // Set explicitly, because Alibaba Cloud's pages disagree on the default.
      networkTypeAcl: [...props.tableNetworks],
      // The console, in which people look at rows. It is the default, which an update without it could lose.
      networkSourceAcl: ['TRUST_PROXY'],
      tags: Object.entries(props.tags).map(([key, value]) => ({ key, value })),
    });
    for (const earlier of props.after ?? []) instance.addDependency(earlier);
    if (props.removal === 'retain') instance.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.instance = instance;
    this.instanceName = instance.attrInstanceName.toString();
    this.vpcEndpoint = `https://${this.instanceName}.${RosPseudo.region}.vpc.tablestore.aliyuncs.com`;
    this.internalEndpoint = `https://${this.instanceName}.${RosPseudo.region}.ots-internal.aliyuncs.com`;
    this.dependency = instance;
  }
}
