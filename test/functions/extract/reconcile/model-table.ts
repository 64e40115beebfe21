import type { Row, RowState } from '../../../../contract/row';
import { REVISION_COLUMN } from '../../../../contract/table';
import { RowChangedError } from '../../../../functions/extract/errors';
import { partsOf, reportTitle } from './model-media';
import type { ModelOss } from './model-oss';

/** Which writes require that the row is still as it was read. */
export interface Conditions {
  conditionOfPut: boolean;
  conditionOfDelete: boolean;
  conditionOfUpdate: boolean;
}

/** The part of Tablestore that reconciling needs. It also checks that no single write is wrong. */
export class ModelTable {
  readonly rows = new Map<string, Row>();
  readonly wrongs: string[] = [];
  /** Every row that ever was, by name and revision. */
  readonly past = new Map<string, Row>();

  /**
   * For each row, how often its object had been deleted when the row was written; undefined when the object
   * did not exist then.
   */
  private readonly deletionsBefore = new Map<string, number | undefined>();

  constructor(
    private readonly oss: ModelOss,
    private readonly conditions: Conditions,
    private readonly onDelete: (name: string, revision: string) => void = () => undefined,
  ) {}

  read(name: string): RowState | undefined {
    const row = this.rows.get(name);
    if (!row) return undefined;
    return {
      revision: row[REVISION_COLUMN] as string,
      status: row['Status'] as string,
      etag: row['ETag'] as string | undefined,
      size: row['Size'] === undefined ? undefined : Number(row['Size']),
      lastModified: row['LastModified'] as string | undefined,
      storageClass: row['StorageClass'] as string | undefined,
      schemaVersion: Number(row['SchemaVersion']),
      newsType: row['NewsType'],
      announced: row['Announced'],
    };
  }

  put(name: string, row: Row, before: RowState | undefined): void {
    if (this.conditions.conditionOfPut) this.check(name, before);
    this.watch(name, row);
    this.store(name, row);
    this.deletionsBefore.set(name, this.oss.objects.has(name) ? this.deletionsOf(name) : undefined);
  }

  amend(name: string, change: (row: Row) => Row, before: RowState): void {
    const row = this.rows.get(name);
    if (!row) throw new RowChangedError('There is no row.');
    this.put(name, { ...row, ...change(row) }, before);
  }

  update(name: string, columns: Row, before: Pick<RowState, 'revision'>): void {
    const row = this.rows.get(name);
    // As the service: a condition on a column fails for a row that is not there.
    if (!row) throw new RowChangedError('There is no row.');
    if (this.conditions.conditionOfUpdate) this.check(name, before);
    this.store(name, { ...row, ...columns });
  }

  private store(name: string, row: Row): void {
    this.rows.set(name, row);
    this.past.set(`${name} ${row[REVISION_COLUMN]}`, row);
  }

  delete(name: string, before: RowState): void {
    if (this.conditions.conditionOfDelete) this.check(name, before);
    const revision = this.rows.get(name)?.[REVISION_COLUMN];
    if (revision !== undefined) this.onDelete(name, revision);
    if (this.rows.has(name) && this.deletionsBefore.get(name) === this.deletionsOf(name)) {
      this.wrongs.push(
        `${name}: the row was deleted, but its object has been there ever since it was written`,
      );
    }
    this.rows.delete(name);
  }

  private deletionsOf(name: string): number {
    return this.oss.deletions.get(name) ?? 0;
  }

  private check(name: string, before: Pick<RowState, 'revision'> | undefined): void {
    if (this.rows.get(name)?.[REVISION_COLUMN] !== before?.revision) {
      throw new RowChangedError('The row is not as it was read.');
    }
  }

  private watch(name: string, row: Row): void {
    const written = this.generations(name, row);
    const title = row['Title'];
    const contents = new Set(written.map(({ content }) => reportTitle(partsOf(content))));
    if (title !== undefined && !contents.has(String(title))) {
      this.wrongs.push(`${name}: the row of ${row['ETag']} mixes versions: ${title}`);
    }
    const replaced = this.rows.get(name);
    if (!replaced) return;
    const newest = Math.max(...written.map(({ generation }) => generation));
    const oldest = Math.min(...this.generations(name, replaced).map(({ generation }) => generation));
    if (newest < oldest) this.wrongs.push(`${name}: the row went back from version ${oldest} to ${newest}`);
  }

  /**
   * The versions that a row may describe. If the same content is uploaded twice within a second, nobody can
   * distinguish the versions.
   */
  private generations(name: string, row: Row) {
    return (this.oss.past.get(name) ?? []).filter(
      ({ version }) =>
        version.etag === row['ETag'] &&
        Date.parse(version.lastModified) === Date.parse(String(row['LastModified'])),
    );
  }
}
