import { type Clock, systemClock } from '../clock';
import type { Authority, Principal } from '../ram/authority';
import type { Settling } from '../settling';
import { SlsError } from './errors';
import { checkIndex, checkLogstoreName, checkProjectName, checkShardCount, checkTtl } from './limits';
import type { LogEntry, LogService } from './service';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The service's own default when a logstore is created without a count. */
const DEFAULT_SHARDS = 2;
/** Our choice: a long run must not fill the memory, so the oldest entries are dropped. */
const DEFAULT_ENTRIES_KEPT = 100_000;

interface Logstore {
  ttlDays: number;
  shardCount: number;
  index?: unknown;
  entries: LogEntry[];
}

interface Project {
  description: string;
  logstores: Map<string, Logstore>;
}

/** Log Service in memory: projects, logstores, one index for each, and entries. */
export class InMemoryLogService implements LogService {
  private readonly projects = new Map<string, Project>();
  private readonly clock: Clock;
  private readonly entriesKept: number;

  constructor(
    private readonly options: {
      authority: Authority;
      region: string;
      clock?: Clock;
      /** Told of new projects and logstores. @default every service knows them at once */
      settling?: Settling;
      /** Entries kept per logstore. @default 100000 */
      entriesKept?: number;
    },
  ) {
    this.clock = options.clock ?? systemClock;
    this.entriesKept = options.entriesKept ?? DEFAULT_ENTRIES_KEPT;
  }

  createProject(name: string, description = ''): void {
    checkProjectName(name);
    if (this.projects.has(name)) {
      throw new SlsError('ProjectAlreadyExist', `Project ${name} already exists.`);
    }
    this.projects.set(name, { description, logstores: new Map() });
    this.options.settling?.made('log project', name);
  }

  deleteProject(name: string): void {
    this.project(name);
    this.projects.delete(name);
  }

  createLogstore(project: string, logstore: string, options: { ttlDays: number; shardCount?: number }): void {
    const { logstores } = this.project(project);
    const shardCount = options.shardCount ?? DEFAULT_SHARDS;
    checkLogstoreName(logstore);
    checkTtl(options.ttlDays);
    checkShardCount(shardCount);
    if (logstores.has(logstore)) {
      throw new SlsError('LogStoreAlreadyExist', `Logstore ${logstore} already exists in ${project}.`);
    }
    logstores.set(logstore, { ttlDays: options.ttlDays, shardCount, entries: [] });
    this.options.settling?.made('logstore', `${project}/${logstore}`);
  }

  updateLogstore(project: string, logstore: string, options: { ttlDays: number }): void {
    checkTtl(options.ttlDays);
    this.logstore(project, logstore).ttlDays = options.ttlDays;
  }

  deleteLogstore(project: string, logstore: string): void {
    this.logstore(project, logstore);
    this.project(project).logstores.delete(logstore);
  }

  createIndex(project: string, logstore: string, index: unknown): void {
    const found = this.logstore(project, logstore);
    checkIndex(index);
    if (found.index !== undefined) {
      throw new SlsError('IndexAlreadyExist', `Logstore ${project}/${logstore} already has an index.`);
    }
    found.index = index;
  }

  deleteIndex(project: string, logstore: string): void {
    const found = this.logstore(project, logstore);
    if (found.index === undefined) {
      throw new SlsError('IndexConfigNotExist', `Logstore ${project}/${logstore} has no index.`);
    }
    found.index = undefined;
  }

  putLogs(principal: Principal, project: string, logstore: string, entries: LogEntry[]): void {
    this.authorize(principal, 'log:PostLogStoreLogs', project, logstore);
    const found = this.logstore(project, logstore);
    found.entries.push(...entries);
    const surplus = found.entries.length - this.entriesKept;
    if (surplus > 0) {
      found.entries.splice(0, surplus);
    }
  }

  /** The entries that are still within their time to live, in order of arrival. */
  readLogs(project: string, logstore: string): LogEntry[] {
    const found = this.logstore(project, logstore);
    const oldest = this.clock.now() - found.ttlDays * DAY_MS;
    found.entries = found.entries.filter((entry) => entry.time >= oldest);
    return [...found.entries];
  }

  readIndex(project: string, logstore: string): unknown {
    return this.logstore(project, logstore).index;
  }

  findLogs(principal: Principal, project: string, logstore: string, from: number, to: number): LogEntry[] {
    this.authorize(principal, 'log:GetLogStoreLogs', project, logstore);
    if (this.logstore(project, logstore).index === undefined) {
      throw new SlsError('IndexConfigNotExist', `logstore ${logstore} without index config`);
    }
    return this.readLogs(project, logstore)
      .filter(({ time }) => time >= from && time < to)
      .sort((a, b) => a.time - b.time);
  }

  private authorize(principal: Principal, action: string, project: string, logstore: string): void {
    const { authority, region } = this.options;
    const resource = `acs:log:${region}:${authority.accountId}:project/${project}/logstore/${logstore}`;
    if (!authority.isAllowed(principal, action, resource)) {
      throw new SlsError(
        'Unauthorized',
        `denied by sts or ram, action: ${action}, resource: ${resource}, caller: ${principal.arn}`,
      );
    }
  }

  private project(name: string): Project {
    const found = this.projects.get(name);
    if (!found) {
      throw new SlsError('ProjectNotExist', `The Project does not exist : ${name}`);
    }
    return found;
  }

  private logstore(project: string, name: string): Logstore {
    const found = this.project(project).logstores.get(name);
    if (!found) {
      throw new SlsError('LogStoreNotExist', `logstore ${name} does not exist in project ${project}`);
    }
    return found;
  }
}
