import { Construct, RemovalPolicy, type Resource, RosPseudo } from '@alicloud/ros-cdk-core';
import * as ots from '@alicloud/ros-cdk-ots';
import { PRIMARY_KEY } from '../../contract/table';
import type { Settings } from '../settings';
import { arn } from './arn';
import { logicalId } from './logical-ids';

export interface MetadataTableProps extends Pick<Settings, 'tableName' | 'clusterType' | 'removal' | 'tags'> {
  instanceName: string;
  /** Created before the instance and deleted after it. @default - nothing */
  after?: Resource;
}

/** The Tablestore instance, with one table that has a row for each object. */
export class MetadataTable extends Construct {
  readonly instance: ots.InstanceV2;
  readonly table: ots.Table;
  readonly instanceName: string;
  readonly tableName: string;
  /** ARN of the table, as RAM policies name it. */
  readonly tableArn: string;
  /** Endpoint that functions can reach without a VPC of their own. */
  readonly vpcEndpoint: string;
  readonly dependency: Resource;

  constructor(scope: Construct, id: string, props: MetadataTableProps) {
    super(scope, id);
    const instance = new ots.InstanceV2(this, logicalId(this, 'MetadataInstance'), {
      instanceName: props.instanceName,
      instanceDescription: 'Metadata of media files',
      clusterType: props.clusterType,
      // Set explicitly, because Alibaba Cloud's pages disagree on the default. These are the two networks
      // from which a function can come. The Internet is not allowed.
      networkTypeAcl: ['VPC', 'CLASSIC'],
      tags: Object.entries(props.tags).map(([key, value]) => ({ key, value })),
    });
    const table = new ots.Table(this, logicalId(this, 'MetadataTable'), {
      instanceName: instance.attrInstanceName,
      tableName: props.tableName,
      primaryKey: PRIMARY_KEY.map((name) => ({ name, type: 'STRING' })),
      // No expiry: rows live as long as their objects, and a search index requires it.
      timeToLive: -1,
      // A row describes only the current version of its object.
      maxVersions: 1,
      // One day, the service's default. Cell versions come from the server's clock, which is never wrong by
      // so much.
      deviationCellVersionInSec: 86400,
      // Pay per use. Reserved capacity would be billed even without traffic.
      reservedThroughput: { read: 0, write: 0 },
    });
    table.addDependency(instance);
    if (props.after) {
      instance.addDependency(props.after);
    }
    if (props.removal === 'retain') {
      instance.applyRemovalPolicy(RemovalPolicy.RETAIN);
      table.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
    this.instance = instance;
    this.table = table;
    this.instanceName = instance.attrInstanceName.toString();
    this.tableName = table.attrTableName.toString();
    this.tableArn = arn('ots', `instance/${this.instanceName}/table/${this.tableName}`);
    this.vpcEndpoint = `https://${this.instanceName}.${RosPseudo.region}.vpc.tablestore.aliyuncs.com`;
    this.dependency = table;
  }
}
