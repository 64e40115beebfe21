import type { Row } from '../row';
import { cell, type Document, nestedDocuments } from './document';
import { FieldColumn } from './field-column';
import type { FieldSet } from './fields';
import { readScalars, type Scalar } from './scalars';

const NOTHING: readonly Scalar[] = [];
const NO_DOCUMENTS: readonly Document[] = [];

/**
 * The rows of an index by slot, and what searches have read of them, a column for each field, as a search index keeps
 * values for statistics and sorting. A field is read when it is first searched, so that only what is searched takes memory.
 */
export class ColumnsOfRows {
  private readonly rows: (Row | undefined)[] = [];
  private readonly free: number[] = [];
  private readonly columns = new Map<string, FieldColumn>();
  /** By path and slot; undefined where nobody has asked yet. */
  private readonly nestedRows = new Map<string, (readonly Document[] | undefined)[]>();

  constructor(
    readonly fields: FieldSet,
    private readonly keyNames: readonly string[],
  ) {}

  /** How many slots there are, free ones included. */
  get size(): number {
    return this.rows.length;
  }

  row(slot: number): Row | undefined {
    return this.rows[slot];
  }

  /** @returns the slot of the new row */
  add(row: Row): number {
    const slot = this.free.pop() ?? this.rows.length;
    this.put(slot, row);
    return slot;
  }

  /** Puts a row in the place of another. */
  put(slot: number, row: Row): void {
    this.rows[slot] = row;
    this.changed(slot);
  }

  remove(slot: number): void {
    this.rows[slot] = undefined;
    this.free.push(slot);
    this.changed(slot);
  }

  /** The values of a field in all rows, also of one in nested documents. */
  column(path: string): FieldColumn {
    let column = this.columns.get(path);
    if (!column) {
      column = new FieldColumn((slot) => this.read(path, slot));
      this.columns.set(path, column);
    }
    column.update(this.size);
    return column;
  }

  nested(path: string, slot: number): readonly Document[] {
    let documents = this.nestedRows.get(path);
    if (!documents) {
      documents = [];
      this.nestedRows.set(path, documents);
    }
    // Filled from the first slot on, so that the list stays one without gaps.
    while (documents.length <= slot) documents.push(undefined);
    const known = documents[slot] ?? this.readNested(path, slot);
    documents[slot] = known;
    return known;
  }

  /** One row as a document. */
  document(slot: number): Document {
    return {
      values: (field) => {
        if (this.fields.isNested(field)) return NOTHING;
        const column = this.column(field);
        return column.values(column.bySlot[slot]!);
      },
      nested: (path) => this.nested(path, slot),
    };
  }

  private changed(slot: number): void {
    for (const column of this.columns.values()) column.changed(slot);
    for (const documents of this.nestedRows.values()) {
      if (slot < documents.length) documents[slot] = undefined;
    }
  }

  private read(path: string, slot: number): readonly Scalar[] {
    const row = this.rows[slot];
    if (!row || !this.fields.has(path)) return NOTHING;
    if (this.fields.isNested(path)) {
      const parent = path.slice(0, path.indexOf('.'));
      return this.nested(parent, slot).flatMap((item) => item.values(path));
    }
    const field = this.fields.get(path);
    const value = field.type === 'NESTED' ? undefined : cell(row, this.keyNames, path);
    return value ? readScalars(field, value) : NOTHING;
  }

  private readNested(path: string, slot: number): readonly Document[] {
    const row = this.rows[slot];
    const field = this.fields.has(path) ? this.fields.get(path) : undefined;
    if (!row || field?.type !== 'NESTED') return NO_DOCUMENTS;
    return nestedDocuments(field, cell(row, this.keyNames, path));
  }
}
