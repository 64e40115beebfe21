import type { RowListener } from './table';
import { isMarker, type Value } from './values';

/** Is told of a row as it was written: its primary key and the newest value of each column. */
export type RowWatcher = (row: {
  primaryKey: Value['value'][];
  columns: Record<string, Value['value']>;
}) => void;

/** A listener of a table that tells a watcher of the rows that are written, not of those that are deleted. */
export const toldOfRows = (watcher: RowWatcher): RowListener => ({
  rowChanged: (_, row) => {
    if (!row) return;
    const primaryKey = row.primaryKey.flatMap((part) => (isMarker(part) ? [] : [part.value]));
    const columns = [...row.columns].map(([name, versions]) => [name, versions[0]!.value.value] as const);
    watcher({ primaryKey, columns: Object.fromEntries(columns) });
  },
});
