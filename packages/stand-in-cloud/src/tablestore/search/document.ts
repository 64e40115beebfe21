import { limits } from 'ros-template-check';
import type { Row } from '../row';
import type { IndexField } from '../service';
import { isMarker, type Value } from '../values';
import { parseJsonArray } from './json-array';
import { readScalars, type Scalar } from './scalars';

/** What a query looks at: the values of each field, and the documents of nested fields. */
export interface Document {
  values: ReadonlyMap<string, readonly Scalar[]>;
  nested: ReadonlyMap<string, readonly Document[]>;
}

/** A document of the index: one row, as it was when it was indexed. */
export interface IndexedRow extends Document {
  /** The row's sort key: the order of equal rows, and the position in a page token. */
  key: string;
  row: Row;
}

/** Undefined for a row that the index cannot take. */
export function indexRow(
  key: string,
  row: Row,
  keyNames: readonly string[],
  fields: readonly IndexField[],
): IndexedRow | undefined {
  const keyBytes = row.primaryKey.reduce(
    (sum, value) => sum + (value.type === 'STRING' ? Buffer.byteLength(value.value) : 0),
    0,
  );
  if (keyBytes > limits.tablestore.INDEXED_PRIMARY_KEY_BYTES) return undefined;
  const cell = (name: string): Value | undefined => {
    const position = keyNames.indexOf(name);
    if (position < 0) return row.columns.get(name)?.[0]?.value;
    const value = row.primaryKey[position];
    return value && !isMarker(value) ? value : undefined;
  };
  const values = new Map<string, readonly Scalar[]>();
  const nested = new Map<string, readonly Document[]>();
  for (const field of fields) {
    const value = cell(field.name);
    if (!value) continue;
    if (field.type === 'NESTED') nested.set(field.name, nestedDocuments(field, value));
    else {
      const scalars = readScalars(field, value);
      if (scalars.length > 0) values.set(field.name, scalars);
    }
  }
  return { key, row, values, nested };
}

/** A nested field's column holds a JSON array of objects. */
function nestedDocuments(field: IndexField, value: Value): Document[] {
  if (value.type !== 'STRING') return [];
  const items = parseJsonArray(value.value);
  return items.flatMap((item) =>
    typeof item === 'object' && item !== null ? [nestedDocument(field, item as Record<string, unknown>)] : [],
  );
}

function nestedDocument(parent: IndexField, item: Record<string, unknown>): Document {
  const values = new Map<string, readonly Scalar[]>();
  for (const field of parent.fields ?? []) {
    const value = item[field.name];
    const scalars = (Array.isArray(value) ? value : [value]).filter(
      (one): one is Scalar => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean',
    );
    if (scalars.length > 0) values.set(`${parent.name}.${field.name}`, scalars);
  }
  return { values, nested: new Map() };
}

/** All values of a field, also in nested documents, for sorting and statistics. */
export function allValues(document: Document, field: string): readonly Scalar[] {
  const own = document.values.get(field);
  if (own) return own;
  const dot = field.indexOf('.');
  if (dot < 0) return [];
  const inner = document.nested.get(field.slice(0, dot)) ?? [];
  return inner.flatMap((item) => item.values.get(field) ?? []);
}
