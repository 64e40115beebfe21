import { Construct, RemovalPolicy, type Resource } from '@alicloud/ros-cdk-core';
import * as ots from '@alicloud/ros-cdk-ots';
import { SWEEP_KEY, SWEEP_TABLE } from '../../contract/sweep';
import type { Settings } from '../settings';
import { logicalId } from './logical-ids';
import type { MetadataInstance } from './metadata-instance';

export interface SweepStateTableProps extends Pick<Settings, 'removal'> {
  instance: MetadataInstance;
  /** Created before the table and deleted after it. */
  after: Resource;
}

/** The table with one row that says how far the sweep is. Nothing is lost with it but that. */
export class SweepStateTable extends Construct {
  readonly table: ots.Table;
  readonly dependency: Resource;

  constructor(scope: Construct, id: string, { instance, after, removal }: SweepStateTableProps) {
    super(scope, id);
    const table = new ots.Table(this, logicalId(this, 'SweepStateTable'), {
      instanceName: instance.instanceName,
      tableName: SWEEP_TABLE,
      primaryKey: [{ name: SWEEP_KEY, type: 'STRING' }],
      // The row stays as long as the table.
      timeToLive: -1,
      maxVersions: 1,
      // One day, the service's default.
      deviationCellVersionInSec: 86400,
      // Pay per use: some reads an hour.
      reservedThroughput: { read: 0, write: 0 },
    });
    table.addDependency(instance.dependency);
    table.addDependency(after);
    // It stays with its instance.
    if (removal === 'retain') table.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.table = table;
    this.dependency = table;
  }
}
