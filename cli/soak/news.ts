import type { Cloud } from 'stand-in-cloud';
import type { ObjectRow } from '../cloud/rows';
import type { Finding } from './check';

/** The bus of the soak. */
export const SOAK_BUS = 'soak';

/** What an event says of the version of an object, in the words of the row. */
const COMPARED = ['Status', 'ETag', 'Size', 'LastModified', 'Reason'];

type Told = Record<string, unknown>;

/**
 * Keeps what was told of each revision, and finds rows of which nobody was told, or something else, and events that tell
 * of a row that never was.
 */
export class NewsWatch {
  private readonly told = new Map<string, { type: string; data: Told }>();
  /** The key of each revision that was ever written. */
  private readonly written = new Map<string, string>();
  private readonly ofNoRow: Finding[] = [];
  /** Events, repetitions included. */
  count = 0;

  constructor(events: Cloud['events']) {
    events.createBus(SOAK_BUS);
    events.watch(({ id, type, data }) => {
      const key = String((data as Told)['Key']);
      this.count += 1;
      this.told.set(String(id), { type: String(type), data: data as Told });
      if (this.written.get(String(id)) === key) return;
      this.ofNoRow.push({
        kind: 'unannounced',
        key,
        detail: `an event tells of revision ${id}, which never was`,
      });
    });
  }

  /** To be called with every row that is written, before anybody can be told of it. */
  readonly rowWritten = ({ columns }: { columns: Record<string, unknown> }): void => {
    this.written.set(String(columns['RevisionId']), String(columns['Key']));
  };

  /** @param rows at the end, when nothing happens any more */
  findings(rows: readonly ObjectRow[]): Finding[] {
    return [...this.ofNoRow, ...this.findingsOf(rows)];
  }

  private findingsOf(rows: readonly ObjectRow[]): Finding[] {
    return rows.flatMap(({ key, columns }): Finding[] => {
      const revision = String(columns['RevisionId']);
      const event = this.told.get(revision);
      if (!event) return [{ kind: 'unannounced', key, detail: `no event tells of revision ${revision}` }];
      if (event.type.endsWith('.removed')) {
        return [{ kind: 'unannounced', key, detail: 'the last event says that the object is gone' }];
      }
      const other = COMPARED.find((name) => (event.data[name] ?? null) !== (columns[name] ?? null));
      return other
        ? [{ kind: 'unannounced', key, detail: `the event tells another ${other} than the row` }]
        : [];
    });
  }
}
