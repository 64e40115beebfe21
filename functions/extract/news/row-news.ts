import type { Cells } from '../../../contract/cell';
import { type NewsType, newsTypeOf, owesNews } from '../../../contract/news';
import type { ObjectAddress } from '../../../contract/object-version';
import type { Row, RowState } from '../../../contract/row';
import { RowChangedError } from '../errors';
import type { RowStore } from '../row-store';

/** Sends an event about a row. @throws PlatformError when it is not known to have arrived */
export type SendNews = (address: ObjectAddress, type: NewsType, row: Partial<Cells>) => Promise<void>;

/**
 * Sees to it that the event about each final row goes out at least once, and that none tells of a row that never was.
 *
 * The row itself says what is owed: `NewsType` is written with the row, and `Announced` after its event was taken, on
 * condition that the row still has that revision. So a run can end anywhere:
 * - Before the row was written: nothing was said. The event of the object comes again.
 * - Between row and event, or between event and mark: whoever comes next finds the row right but unmarked, sends its
 *   event (again) and marks it. That is the same run on the next attempt; the failure function, when the attempts are
 *   used up; or `media backfill`. The id of the event is the revision, so the second one can be told.
 * - The row was replaced before its event went out: it was not final. The new row has an event of its own.
 *
 * A row that is deleted can owe nothing afterwards. So before its deletion it is marked, under a new revision, with
 * `NewsType` `removed`; then its event goes out; then the row of that revision is deleted.
 * - A run that ends in between leaves the marked row. The next one sends the event again and deletes the row.
 * - When the object comes back in between, its run finds the marked row. It gets a new revision and is announced as
 *   changed, which makes the deletion fail if that is still to come; or it finds no row, and writes a new one.
 */
export class RowNews {
  constructor(
    private readonly rows: RowStore,
    private readonly send: SendNews,
    private readonly newRevision: () => string,
  ) {}

  /** What a row that is written now is to say. */
  columnsFor(row: Row, before: RowState | undefined): Row {
    return { NewsType: newsTypeOf(row, !before) };
  }

  /** The same for a row that keeps its description. @param row as it is stored until now */
  columnsForChange(row: Row): Row {
    return { NewsType: typeNow(row) };
  }

  /** Tells of a row that was just written. @throws RowChangedError when it was replaced meanwhile */
  async announce(address: ObjectAddress, row: Row): Promise<void> {
    await this.send(address, row.NewsType as NewsType, row as Cells);
    await this.rows.update(address, { Announced: row.RevisionId }, { revision: row.RevisionId });
  }

  /**
   * Tells of a row that was found right, if that was not done.
   *
   * @param before the row as it was read
   * @throws RowChangedError when it was replaced since
   */
  async catchUp(address: ObjectAddress, before: RowState): Promise<void> {
    if (!owesNews(before)) return;
    const row = await this.whole(address, before);
    // Another run may have told of it since this one read the row.
    if (!isRemoval(before) && row.Announced === row.RevisionId) return;
    const type = typeNow(row);
    if (!isRemoval(before)) return this.announce(address, { ...row, NewsType: type });
    const renewed = { RevisionId: this.newRevision(), NewsType: type };
    await this.rows.update(address, renewed, before);
    await this.announce(address, { ...row, ...renewed });
  }

  /**
   * Tells that an object is gone.
   *
   * @param before the row as it was read, before OSS said that the object is gone
   * @returns the row to delete
   * @throws RowChangedError when it was replaced since
   */
  async announceRemoval(address: ObjectAddress, before: RowState): Promise<RowState> {
    const row = await this.whole(address, before);
    if (isRemoval(before)) {
      await this.send(address, 'removed', row as Cells);
      return before;
    }
    const revision = this.newRevision();
    await this.rows.update(address, { RevisionId: revision, NewsType: 'removed' }, before);
    await this.send(address, 'removed', { ...(row as Cells), RevisionId: revision });
    return { ...before, revision, newsType: 'removed' };
  }

  private async whole(address: ObjectAddress, { revision }: RowState): Promise<Row> {
    const row = await this.rows.readWhole(address);
    if (!row || row.RevisionId !== revision) throw new RowChangedError('The row is not as it was read.');
    return row;
  }
}

/** Made anew: `media check --write` may have judged the row by another policy after it was announced. */
const typeNow = (row: Row): NewsType =>
  newsTypeOf(row, row.NewsType === 'described' && row.Announced === undefined);

/** True for a row whose object was found gone by a run that did not come to the end. */
export const isRemoval = ({ newsType }: RowState): boolean => newsType === 'removed';
