import type { Principal } from '../ram/authority';

export interface LogEntry {
  /** Milliseconds since the epoch. */
  time: number;
  fields: Record<string, string>;
}

/** The Log Service stand-in: in memory, without HTTP. Throws SlsError with the service's own codes. */
export interface LogService {
  createProject(name: string, description?: string): void;
  /** Deletes its logstores too, as the service does. */
  deleteProject(name: string): void;
  /** @param ttlDays days that entries are kept */
  createLogstore(project: string, logstore: string, options: { ttlDays: number; shardCount?: number }): void;
  updateLogstore(project: string, logstore: string, options: { ttlDays: number }): void;
  deleteLogstore(project: string, logstore: string): void;
  createIndex(project: string, logstore: string, index: unknown): void;
  deleteIndex(project: string, logstore: string): void;
  /** Needs `log:PostLogStoreLogs` on `acs:log:REGION:ACCOUNT:project/P/logstore/L`. */
  putLogs(principal: Principal, project: string, logstore: string, entries: LogEntry[]): void;
  readLogs(project: string, logstore: string): LogEntry[];
  /** The index as it was given, in the form of the service's API; undefined where there is none. */
  readIndex(project: string, logstore: string): unknown;
  /**
   * The entries of a time: needs `log:GetLogStoreLogs` on the logstore, and an index of it.
   * @param from milliseconds since the epoch
   * @param to milliseconds, not included
   */
  findLogs(principal: Principal, project: string, logstore: string, from: number, to: number): LogEntry[];
}
