import { OtsError, parameterInvalid } from '../errors';
import type { IndexField } from '../service';

export type FieldType = IndexField['type'];

/** The fields of an index by their path, nested ones as `parent.child`. */
export class FieldSet {
  private readonly byPath = new Map<string, IndexField>();
  private readonly nestedPaths = new Set<string>();

  constructor(readonly fields: readonly IndexField[]) {
    for (const field of fields) {
      this.byPath.set(field.name, field);
      for (const child of field.fields ?? []) {
        const path = `${field.name}.${child.name}`;
        this.byPath.set(path, { ...child, name: path });
        this.nestedPaths.add(path);
      }
    }
  }

  has(path: string): boolean {
    return this.byPath.has(path);
  }

  /** True for a field in the documents of a nested one. */
  isNested(path: string): boolean {
    return this.nestedPaths.has(path);
  }

  /** @throws OtsError for a field that the index does not have */
  get(path: string): IndexField {
    const field = this.byPath.get(path);
    if (!field) throw parameterInvalid(`Field '${path}' does not exist in the search index.`);
    return field;
  }

  /** A field that queries may use. @throws OtsError */
  queryable(path: string): IndexField {
    const field = this.get(path);
    if (field.index === false) {
      throw parameterInvalid("failed to query index, please check if 'Index' is enabled for query fields.");
    }
    return field;
  }

  /** A field that may be sorted by and counted. @throws OtsError */
  sortable(path: string): IndexField {
    const field = this.get(path);
    if (!field.sortAndAggregate) {
      throw parameterInvalid(`Field '${path}' must have 'EnableSortAndAgg' to be sorted or aggregated by.`);
    }
    return field;
  }

  /** A field that a statistic may be made of. @throws OtsError also for a field of another type than `types` */
  aggregated(path: string, statistic: string, types: readonly FieldType[]): IndexField {
    const field = this.sortable(path);
    if (!types.includes(field.type)) {
      throw parameterInvalid(
        `${statistic} needs a field of type ${types.join(', ')}; '${field.name}' is ${field.type}.`,
      );
    }
    return field;
  }
}

/** The refusal of a feature that the service has and this stand-in does not. */
export const notOffered = (what: string): OtsError =>
  new OtsError('OTSUnsupportOperation', `${what} is not offered by this stand-in.`);
