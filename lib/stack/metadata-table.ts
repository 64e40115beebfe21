import { Construct, RemovalPolicy, type Resource, RosPseudo } from '@alicloud/ros-cdk-core';
import * as ots from '@alicloud/ros-cdk-ots';
import { PRIMARY_KEY } from '../../contract/table';
import type { Settings } from '../settings';
import { arn } from './arn';
import { logicalId } from './logical-ids';

export interface MetadataTableProps extends Pick<Settings, 'tableName' | 'clusterType' | 'removal' | 'tags'> {
  instanceName: string;
  /** Made before the instance and removed after it. @default - nothing */
  after?: Resource;
}

/** The Tablestore instance with the one table that holds a row for every object. */
export class MetadataTable extends Construct {
  readonly instance: ots.InstanceV2;
  readonly table: ots.Table;
  readonly instanceName: string;
  readonly tableName: string;
  /** ARN of the table, as RAM policies name it. */
  readonly tableArn: string;
  /** Endpoint that functions reach without being bound to a VPC. */
  readonly vpcEndpoint: string;
  readonly dependency: Resource;

  constructor(scope: Construct, id: string, props: MetadataTableProps) {
    super(scope, id);
    const instance = new ots.InstanceV2(this, logicalId(this, 'MetadataInstance'), {
      instanceName: props.instanceName,
      instanceDescription: 'Metadata of media files',
      clusterType: props.clusterType,
      // Explicit, since vendor pages disagree on what an omitted list allows: both ways by which a function can come,
      // never the Internet.
      networkTypeAcl: ['VPC', 'CLASSIC'],
      tags: Object.entries(props.tags).map(([key, value]) => ({ key, value })),
    });
    const table = new ots.Table(this, logicalId(this, 'MetadataTable'), {
      instanceName: instance.attrInstanceName,
      tableName: props.tableName,
      primaryKey: PRIMARY_KEY.map((name) => ({ name, type: 'STRING' })),
      // Rows live as long as their objects; a search index needs tables without expiry.
      timeToLive: -1,
      // A row describes the current version of its object and no other.
      maxVersions: 1,
      // The service's default, one day: cell versions are the server's clock, which never strays that far.
      deviationCellVersionInSec: 86400,
      // Paid by use: reserved capacity would be billed with no traffic at all.
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
