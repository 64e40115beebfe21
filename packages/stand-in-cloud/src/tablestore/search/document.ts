import { limits } from 'ros-template-check';
import type { Row } from '../row';
import type { IndexField } from '../service';
import { isMarker, type Value } from '../values';
import { parseJsonArray } from './json-array';
import type { ReadColumns } from './read-columns';
import { readScalars, type Scalar } from './scalars';

/** What a query looks at: the values of each field, and the documents of nested fields. */
export interface Document {
  values: Pick<ReadonlyMap<string, readonly Scalar[]>, 'get' | 'has'>;
  nested: ReadonlyMap<string, readonly Document[]>;
}

/** A document of the index: one row, as it was when it was indexed. */
export interface IndexedRow extends Document {
  /** The row's sort key: the order of equal rows, and the position in a page token. */
  key: string;
  row: Row;
  /** Where its values are kept that searches have read. */
  slot: number;
}

/** Undefined for a row that the index cannot take. @param columns of the index, which keep what is read of its rows */
export function indexRow(
  key: string,
  row: Row,
  keyNames: readonly string[],
  fields: readonly IndexField[],
  columns: ReadColumns,
): IndexedRow | undefined {
  const keyBytes = row.primaryKey.reduce(
    (sum, value) => sum + (value.type === 'STRING' ? Buffer.byteLength(value.value) : 0),
    0,
  );
  if (keyBytes > limits.tablestore.INDEXED_PRIMARY_KEY_BYTES) return undefined;
  const parsed = new Map<string, readonly Scalar[]>();
  const nested = new Map<string, readonly Document[]>();
  for (const field of fields) {
    const value = isParsed(field) ? cell(row, keyNames, field.name) : undefined;
    if (!value) continue;
    if (field.type === 'NESTED') nested.set(field.name, nestedDocuments(field, value));
    else parsed.set(field.name, readScalars(field, value));
  }
  const slot = columns.take();
  const source = { row, keyNames, fields: fieldsByName(fields), parsed: parsed.size > 0 ? parsed : NONE };
  const values = new RowValues(source, columns, slot);
  return { key, row, slot, values, nested: nested.size > 0 ? nested : NONE };
}

/** Rows are many, and most have neither dates nor lists. */
const NONE: ReadonlyMap<string, readonly never[]> = new Map<string, readonly never[]>();

/** Fields whose values take long to read, so that they are read once. */
const isParsed = ({ type, isArray }: IndexField): boolean =>
  type === 'NESTED' || type === 'DATE' || isArray === true;

function cell(row: Row, keyNames: readonly string[], name: string): Value | undefined {
  const position = keyNames.indexOf(name);
  if (position < 0) return row.columns.get(name)?.[0]?.value;
  const value = row.primaryKey[position];
  return value && !isMarker(value) ? value : undefined;
}

interface RowSource {
  row: Row;
  keyNames: readonly string[];
  fields: ReadonlyMap<string, IndexField>;
  /** What took long to read. */
  parsed: ReadonlyMap<string, readonly Scalar[]>;
}

/** The values of a row's fields. Most are read from the row when they are first asked for. */
class RowValues {
  constructor(
    private readonly source: RowSource,
    private readonly columns: ReadColumns,
    private readonly slot: number,
  ) {}

  get(name: string): readonly Scalar[] | undefined {
    const scalars = this.columns.get(name, this.slot) ?? this.columns.keep(name, this.slot, this.read(name));
    return scalars.length > 0 ? scalars : undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  private read(name: string): readonly Scalar[] {
    const { row, keyNames, fields, parsed } = this.source;
    const field = fields.get(name);
    const value = field && cell(row, keyNames, name);
    if (!value) return [];
    return isParsed(field) ? (parsed.get(name) ?? []) : readScalars(field, value);
  }
}

const namesOfFields = new WeakMap<readonly IndexField[], ReadonlyMap<string, IndexField>>();

/** One map for all rows of an index. */
function fieldsByName(fields: readonly IndexField[]): ReadonlyMap<string, IndexField> {
  const known = namesOfFields.get(fields);
  if (known) return known;
  const made = new Map(fields.map((field) => [field.name, field]));
  namesOfFields.set(fields, made);
  return made;
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
