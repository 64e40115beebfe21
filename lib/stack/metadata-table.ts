import { Construct, RemovalPolicy, type Resource } from '@alicloud/ros-cdk-core';
import * as ots from '@alicloud/ros-cdk-ots';
import { SWEEP_TABLE } from '../../contract/sweep';
import { PRIMARY_KEY } from '../../contract/table';
import type { Settings } from '../settings';
import { logicalId } from './logical-ids';
import type { MetadataInstance } from './metadata-instance';
import { SweepStateTable } from './sweep-state-table';
import { TABLE_SECONDS, Wait } from './wait';

export interface MetadataTableProps extends Pick<Settings, 'tableName' | 'removal' | 'sweep'> {
  instance: MetadataInstance;
  /** Created before the table and deleted after it. */
  after: Resource;
}

/** The table that has a row for each object. */
export class MetadataTable extends Construct {
  readonly table: ots.Table;
  readonly instanceName: string;
  readonly tableName: string;
  readonly dependency: Resource;
  /** How far the sweep is. Undefined without one. */
  readonly sweepState: ots.Table | undefined;
  /** When it is there, the table can be used, and so can that of the sweep. */
  readonly ready: Resource;

  constructor(scope: Construct, id: string, { instance, ...props }: MetadataTableProps) {
    super(scope, id);
    const table = new ots.Table(this, logicalId(this, 'MetadataTable'), {
      instanceName: instance.instanceName,
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
    table.addDependency(instance.dependency);
    table.addDependency(props.after);
    if (props.removal === 'retain') table.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.table = table;
    this.instanceName = instance.instanceName;
    this.tableName = table.attrTableName.toString();
    this.dependency = table;
    const sweepState =
      props.sweep === 'off' ? undefined : new SweepStateTable(this, 'SweepState', { ...props, instance });
    this.sweepState = sweepState?.table;
    this.ready = new Wait(this, 'WaitForTable', {
      seconds: TABLE_SECONDS,
      after: [table, ...(sweepState ? [sweepState.dependency] : [])],
      names: {
        Instance: this.instanceName,
        Table: props.tableName,
        ...(sweepState ? { SweepState: SWEEP_TABLE } : {}),
      },
    }).dependency;
  }
}
