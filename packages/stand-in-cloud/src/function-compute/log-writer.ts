import type { Clock } from '../clock';
import type { LogService } from '../log-service/service';
import { reasonOf } from '../reason-of';
import { type Generations, labelOf } from './generation';
import type { FinishedRequest, LogLine } from './invocation';
import { LogEntries } from './log-entries';
import type { ProblemList } from './problems';
import { type FunctionRecord, homeOf, ownerOf } from './registry';
import { FC_SERVICE, type RoleSessions } from './role-sessions';

/** Writes the output of instances into the function's logstore, with the rights of the function's role. */
export class LogWriter {
  /** Losses that were reported: each cause is reported once, not for each line. */
  private readonly reported = new Set<string>();
  private readonly entries = new LogEntries();

  constructor(
    private readonly logs: LogService,
    private readonly sessions: RoleSessions,
    private readonly clock: Clock,
    private readonly problems: ProblemList,
    private readonly generations: Generations,
  ) {}

  /** Never throws: a lost log does not fail the invocation. */
  write(target: FunctionRecord, line: LogLine): void {
    const { fullName } = target;
    this.put(target, this.generations.of(fullName).logFields(fullName, line), line);
  }

  /** Records an invocation that ran, where that is asked for. Never throws. */
  record(target: FunctionRecord, request: Omit<FinishedRequest, 'memorySizeMB'>): void {
    const { fullName, options } = target;
    const generation = this.generations.of(fullName);
    if (!(homeOf(target).logConfig?.requestMetrics ?? generation.recordsRequests)) return;
    const finished = { ...request, memorySizeMB: options.memorySizeMB };
    this.put(target, generation.requestFields(fullName, finished));
  }

  /** @param line of an instance, which may belong to an entry that is there */
  private put(target: FunctionRecord, fields: Record<string, string>, line?: LogLine): void {
    const { role, logConfig } = homeOf(target);
    if (!logConfig) {
      return;
    }
    try {
      if (!role) {
        throw new Error(`${ownerOf(target)} has no role to write logs with`);
      }
      const principal = this.sessions.principal(role, FC_SERVICE, target.name);
      if (line && this.entries.appended(logConfig.logBeginRule, line)) return;
      const entry = { time: this.clock.now(), fields };
      this.logs.putLogs(principal, logConfig.project, logConfig.logstore, [entry]);
      if (line) this.entries.begun(entry, line);
    } catch (error) {
      this.lost(target, reasonOf(error));
    }
  }

  private lost(target: FunctionRecord, reason: string): void {
    const name = labelOf(target.fullName);
    if (!this.reported.has(`${name} ${reason}`)) {
      this.reported.add(`${name} ${reason}`);
      this.problems.report({ kind: 'logs-lost', function: name, reason });
    }
  }
}
