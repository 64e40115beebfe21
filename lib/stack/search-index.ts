import { Construct } from '@alicloud/ros-cdk-core';
import * as ots from '@alicloud/ros-cdk-ots';
import { COLUMNS, type Column, TRACK_FIELDS } from '../../contract/columns';
import { PRIMARY_KEY, SEARCH_INDEX } from '../../contract/table';
import { logicalId } from './logical-ids';
import type { MetadataTable } from './metadata-table';

/** The index type for each column type. Times are ISO 8601 text in UTC, which sorts correctly. */
const FIELD_TYPES = {
  string: 'KEYWORD',
  integer: 'LONG',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  time: 'KEYWORD',
  list: 'KEYWORD',
} as const;

/** Of each track: Tablestore's limit is 100 fields below a nested one. */
const subFieldSchemas = TRACK_FIELDS.map(({ name, type }) => ({
  fieldName: name,
  fieldType: `FieldType.${FIELD_TYPES[type]}`,
  index: true,
  isArray: type === 'list' || undefined,
}));

type Field = ots.RosSearchIndex.FieldSchemasProperty;

const keyword = { fieldType: 'FieldType.KEYWORD', index: true, enableSortAndAgg: true, store: true };

function fieldOf({ name: fieldName, type, search }: Column): Field[] {
  if (search === 'none' || type === 'binary') return [];
  // Its columns are those of the rows in the array. Such a field is neither sorted nor stored.
  if (type === 'rows') return [{ fieldName, fieldType: 'FieldType.NESTED', subFieldSchemas }];
  // Searched by its words. The default analyser splits Chinese into characters and ignores capitals. A TEXT
  // field cannot be sorted.
  if (search === 'text') return [{ fieldName, fieldType: 'FieldType.TEXT', index: true, store: true }];
  // Found by whether it is there; nothing sorts by it.
  if (type === 'position') return [{ fieldName, fieldType: 'FieldType.GEOPOINT', index: true, store: true }];
  return [
    {
      ...keyword,
      fieldName,
      fieldType: `FieldType.${FIELD_TYPES[type]}`,
      isArray: type === 'list' || undefined,
    },
  ];
}

/** The fields of the index: the primary key and every indexed column. Tablestore's limit is 500. */
export const searchFields = (columns: readonly Column[] = COLUMNS): Field[] => [
  ...PRIMARY_KEY.map((fieldName) => ({ fieldName, ...keyword })),
  ...columns.flatMap(fieldOf),
];

/**
 * Finds rows by any of their columns. All of its data comes from the table, so `destroy` always deletes it.
 */
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
    // Tablestore creates an index only on an existing table, and does not delete a table that still has an
    // index.
    index.addDependency(table.dependency);
    this.index = index;
    this.indexName = index.attrIndexName.toString();
  }
}
