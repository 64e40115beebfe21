import { randomUUID } from 'node:crypto';
import { OtsError } from '../errors';
import type { Row } from '../row';
import type { SearchIndex } from './search-index';
import type { QueryMessage } from './search-types';

export interface ScannedRow {
  key: string;
  row: Row;
}

interface Session {
  /** Milliseconds since the epoch. */
  end: number;
  scans: Map<string, readonly ScannedRow[]>;
}

/** What a session has scanned stays as it was, whatever is written meanwhile. */
interface OpenSession {
  /** @param make what is found, for the first request of a scan */
  rows(scan: string, make: () => readonly ScannedRow[]): readonly ScannedRow[];
}

/** The sessions of parallel scans of an instance. */
export class ScanSessions {
  private readonly sessions = new Map<string, Session>();

  /** @returns its id */
  open(now: number, seconds: number): string {
    this.forgetEnded(now);
    // The session of the first copy of the index, in the service's form (official Go SDK, `search_api_test.go`).
    const id = `${randomUUID()}_0`;
    this.sessions.set(id, { end: now + seconds * 1000, scans: new Map() });
    return id;
  }

  /** @param seconds how long it lives from now on @throws OtsError `OTSSessionExpired` */
  use(id: string, now: number, seconds: number): OpenSession {
    this.forgetEnded(now);
    const session = this.sessions.get(id);
    if (!session) throw new OtsError('OTSSessionExpired', 'The session has expired, compute splits again.');
    session.end = now + seconds * 1000;
    return {
      rows: (scan, make) => {
        const rows = session.scans.get(scan) ?? make();
        session.scans.set(scan, rows);
        return rows;
      },
    };
  }

  private forgetEnded(now: number): void {
    for (const [id, { end }] of this.sessions) if (end < now) this.sessions.delete(id);
  }
}

/** The rows that one worker of a scan gets, in the order of their keys. @throws OtsError */
export function rowsOfWorker(
  index: SearchIndex,
  query: QueryMessage | undefined,
  worker: number,
  workers: number,
): ScannedRow[] {
  return index
    .hits(query)
    .slots.filter((slot) => workers === 1 || workerOf(index.key(slot), workers) === worker)
    .map((slot) => ({ key: index.key(slot), row: index.rows.row(slot)! }));
}

/** The worker of a row, from a hash of its key (FNV-1a), so that it is the same for every page. */
function workerOf(key: string, workers: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % workers;
}
