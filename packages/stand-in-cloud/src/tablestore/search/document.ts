import type { Row } from '../row';
import type { IndexField } from '../service';
import { isMarker, type Value } from '../values';
import { parseJsonArray } from './json-array';
import type { Scalar } from './scalars';

/** What a query looks at: the values of each field, and the documents of nested fields. */
export interface Document {
  /** Empty for a field without a value, and for the fields of nested documents. */
  values(field: string): readonly Scalar[];
  nested(path: string): readonly Document[];
}

const NO_VALUES: readonly Scalar[] = [];
const NO_DOCUMENTS: readonly Document[] = [];

/** An object in the JSON array of a nested field. Its fields are named with their path. */
class NestedDocument implements Document {
  constructor(private readonly fields: ReadonlyMap<string, readonly Scalar[]>) {}

  values(field: string): readonly Scalar[] {
    return this.fields.get(field) ?? NO_VALUES;
  }

  nested(): readonly Document[] {
    return NO_DOCUMENTS;
  }
}

/** The value of a field's column in a row, also of a column of the primary key. */
export function cell(row: Row, keyNames: readonly string[], name: string): Value | undefined {
  const position = keyNames.indexOf(name);
  if (position < 0) return row.columns.get(name)?.[0]?.value;
  const value = row.primaryKey[position];
  return value && !isMarker(value) ? value : undefined;
}

/** A nested field's column holds a JSON array of objects. */
export function nestedDocuments(field: IndexField, value: Value | undefined): readonly Document[] {
  if (value?.type !== 'STRING') return NO_DOCUMENTS;
  const documents = parseJsonArray(value.value).flatMap((item) =>
    typeof item === 'object' && item !== null ? [nestedDocument(field, item as Record<string, unknown>)] : [],
  );
  return documents.length > 0 ? documents : NO_DOCUMENTS;
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
  return new NestedDocument(values);
}
