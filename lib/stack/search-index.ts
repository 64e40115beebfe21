import { Construct } from '@alicloud/ros-cdk-core';
import * as ots from '@alicloud/ros-cdk-ots';
import { COLUMNS, type Column } from '../../contract/columns';
import { PRIMARY_KEY, SEARCH_INDEX } from '../../contract/table';
import { logicalId } from './logical-ids';
import type { MetadataTable } from './metadata-table';

/** Of an indexed column by its type; times are ISO 8601 text in UTC, which sorts as it reads. */
const FIELD_TYPES = {
  string: 'KEYWORD',
  integer: 'LONG',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  time: 'KEYWORD',
  list: 'KEYWORD',
} as const;

function isIndexed(column: Column): column is Column & { type: keyof typeof FIELD_TYPES } {
  return column.search !== 'none' && column.type !== 'binary';
}

/** The fields of the index: the primary key and every column that asks for it. A service limit is 500 of them. */
export function searchFields(
  columns: readonly Column[] = COLUMNS,
): ots.RosSearchIndex.FieldSchemasProperty[] {
  const keyword = { fieldType: 'FieldType.KEYWORD', index: true, enableSortAndAgg: true, store: true };
  return [
    ...PRIMARY_KEY.map((fieldName) => ({ fieldName, ...keyword })),
    ...columns.filter(isIndexed).map(({ name, type, search }) =>
      search === 'text'
        ? // Found by its words. The default analyser takes Chinese by the character and ignores capitals; a text can not sort.
          { fieldName: name, fieldType: 'FieldType.TEXT', index: true, store: true }
        : {
            ...keyword,
            fieldName: name,
            fieldType: `FieldType.${FIELD_TYPES[type]}`,
            isArray: type === 'list' || undefined,
          },
    ),
  ];
}

/** Finds rows by any of their columns. It holds nothing that the table does not, so it is never kept. */
export class SearchIndex extends Construct {
  readonly index: ots.SearchIndex;
  readonly indexName: string;

  constructor(scope: Construct, id: string, { table }: { table: MetadataTable }) {
    super(scope, id);
    const index = new ots.SearchIndex(this, logicalId(this, 'MetadataIndex'), {
      instanceName: table.instanceName,
      tableName: table.tableName,
      indexName: SEARCH_INDEX,
      fieldSchemas: searchFields(),
    });
    // Tablestore makes an index on a table that stands, and deletes no table that still has one.
    index.addDependency(table.dependency);
    this.index = index;
    this.indexName = index.attrIndexName.toString();
  }
}
