import type { Cells } from '../../../../contract/cell';
import type { NewsType } from '../../../../contract/news';
import type { ModelTable } from './model-table';

/** How a row was made known is no part of what the event tells. */
const ABOUT_NEWS = new Set(['NewsType', 'Announced']);

/** The part of EventBridge that reconciling needs: it takes events, and finds those that should not have come or did not. */
export class ModelBus {
  readonly wrongs: string[] = [];
  /** Types of the events, by name and revision. */
  private readonly told = new Map<string, Set<NewsType>>();

  take(table: ModelTable, name: string, type: NewsType, row: Partial<Cells>): void {
    const id = `${name} ${row['RevisionId']}`;
    const was: Partial<Cells> | undefined = table.past.get(id);
    if (!was) this.wrongs.push(`${name}: an event tells of ${row['RevisionId']}, which never was`);
    const other = Object.keys({ ...was, ...row }).find(
      (column) => !ABOUT_NEWS.has(column) && row[column] !== was?.[column],
    );
    if (was && other) this.wrongs.push(`${name}: the event tells another ${other} than the row`);
    if (was && type !== was['NewsType']) {
      this.wrongs.push(`${name}: the event says ${type}, and the row ${was['NewsType']}`);
    }
    this.told.set(id, (this.told.get(id) ?? new Set()).add(type));
  }

  /** Before a row goes, its event has to be out: afterwards nobody would know of it. */
  rowGoes(name: string, revision: string): void {
    if (!this.told.get(`${name} ${revision}`)?.has('removed')) {
      this.wrongs.push(`${name}: ${revision} was deleted, and nobody was told`);
    }
  }

  /** @returns what nobody was told of, now that nothing happens any more */
  untold(table: ModelTable): string[] {
    return [...table.rows].flatMap(([name, row]) => {
      const types = this.told.get(`${name} ${row.RevisionId}`);
      if (!types) return [`${name}: nobody was told of the last row, ${row.RevisionId}`];
      return types.has('removed') ? [`${name}: the last event says that the object is gone`] : [];
    });
  }
}
