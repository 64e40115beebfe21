import { Construct } from '@alicloud/ros-cdk-core';
import * as ots from '@alicloud/ros-cdk-ots';
import { SEARCH_INDEX, searchFields } from '../../contract/search-index';
import { logicalId } from './logical-ids';
import type { MetadataTable } from './metadata-table';

/**
 * Finds rows by any of their columns. All of its data comes from the table, so `destroy` always deletes it.
 */
export class SearchIndex extends Construct {
  readonly index: ots.SearchIndex;
  readonly indexName: string;

  constructor(scope: Construct, id: string, { table }: { table: MetadataTable }) {
    super(scope, id);
    // The name says which fields it has, and so does the logical id: nothing of an index can be changed.
    const index = new ots.SearchIndex(this, logicalId(this, SEARCH_INDEX.replace(/^.*_/, 'MetadataIndex')), {
      instanceName: table.instanceName,
      tableName: table.tableName,
      indexName: SEARCH_INDEX,
      fieldSchemas: searchFields(),
    });
    // Tablestore creates an index only on an existing table, and does not delete a table that still has an
    // index.
    index.addDependency(table.dependency);
    index.addDependency(table.ready);
    this.index = index;
    this.indexName = index.attrIndexName.toString();
  }
}
