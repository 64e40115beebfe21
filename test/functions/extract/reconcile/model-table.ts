import { RowChangedError } from '../../../../functions/extract/errors';
import type { Row, StoredRow } from '../../../../functions/extract/row-store';
import { REVISION_COLUMN } from '../../../../functions/extract/schema';
import type { ModelBucket } from './model-bucket';
import { partsOf, reportTitle } from './model-media';

/** Tablestore as far as reconciling goes, which also watches that no write is wrong in itself. */
export class ModelTable {
  readonly rows = new Map<string, Row>();
  readonly wrongs: string[] = [];

  constructor(
    private readonly bucket: ModelBucket,
    private readonly checksConditions: boolean,
  ) {}

  read(key: string): StoredRow | undefined {
    const row = this.rows.get(key);
    if (!row) return undefined;
    return {
      revision: row[REVISION_COLUMN] as string,
      status: row['Status'] as string,
      etag: row['ETag'] as string | undefined,
      size: row['Size'] === undefined ? undefined : Number(row['Size']),
      lastModified: row['LastModified'] as string | undefined,
      schemaVersion: Number(row['SchemaVersion']),
    };
  }

  put(key: string, row: Row, before: StoredRow | undefined): void {
    this.check(key, before);
    this.watch(key, row);
    this.rows.set(key, row);
  }

  delete(key: string, before: StoredRow): void {
    this.check(key, before);
    this.rows.delete(key);
  }

  private check(key: string, before: StoredRow | undefined): void {
    if (this.checksConditions && this.rows.get(key)?.[REVISION_COLUMN] !== before?.revision) {
      throw new RowChangedError('The row is not as it was read.');
    }
  }

  private watch(key: string, row: Row): void {
    const written = this.generations(key, row);
    const title = row['Title'];
    const contents = new Set(written.map(({ content }) => reportTitle(partsOf(content))));
    if (title !== undefined && !contents.has(String(title))) {
      this.wrongs.push(`${key}: the row of ${row['ETag']} mixes versions: ${title}`);
    }
    const replaced = this.rows.get(key);
    if (!replaced) return;
    const newest = Math.max(...written.map(({ generation }) => generation));
    const oldest = Math.min(...this.generations(key, replaced).map(({ generation }) => generation));
    if (newest < oldest) this.wrongs.push(`${key}: the row went back from version ${oldest} to ${newest}`);
  }

  /** The versions that a row may be about: the same content put twice in a second is told apart by nobody. */
  private generations(key: string, row: Row) {
    return (this.bucket.past.get(key) ?? []).filter(
      ({ version }) =>
        version.etag === row['ETag'] &&
        Date.parse(version.lastModified) === Date.parse(String(row['LastModified'])),
    );
  }
}
