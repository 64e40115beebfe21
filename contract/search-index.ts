import { createHash } from 'node:crypto';
import { COLUMNS, type Column, TRACK_FIELDS } from './columns';
import { PRIMARY_KEY } from './table';

/** A field of the search index, as its resource type takes it. */
interface Field {
  fieldName: string;
  fieldType: string;
  index?: boolean;
  enableSortAndAgg?: boolean;
  store?: boolean;
  isArray?: boolean;
  subFieldSchemas?: Field[];
}

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
 * Name of the index with these fields: another set has another name. Tablestore never changes the fields of an
 * index, so an update of the stack makes the new index beside the old one and then deletes the old one.
 */
export function searchIndexName(columns: readonly Column[] = COLUMNS): string {
  const digits = createHash('sha256')
    .update(JSON.stringify(searchFields(columns)))
    .digest('hex');
  return `MediaColumns_${digits.slice(0, 8)}`;
}

/** Name of the search index over the columns. */
export const SEARCH_INDEX = searchIndexName();
