import type { Clock } from '../clock';
import type { LogService } from '../log-service/service';
import { reasonOf } from '../reason-of';
import type { Generation } from './generation';
import type { LogLine } from './invocation';
import { LogEntries } from './log-entries';
import type { ProblemList } from './problems';
import type { FunctionRecord } from './registry';
import { FC_SERVICE, type RoleSessions } from './role-sessions';

/** Writes the output of instances into the service's logstore, with the rights of the service's role. */
export class LogWriter {
  /** Losses that were reported: each cause is reported once, not for each line. */
  private readonly reported = new Set<string>();
  private readonly entries = new LogEntries();

  constructor(
    private readonly logs: LogService,
    private readonly sessions: RoleSessions,
    private readonly clock: Clock,
    private readonly problems: ProblemList,
    private readonly generation: Generation,
  ) {}

  /** Never throws: a lost log does not fail the invocation. */
  write(target: FunctionRecord, line: LogLine): void {
    const { role, logConfig } = target.service.options;
    if (!logConfig) {
      return;
    }
    try {
      if (!role) {
        throw new Error(`service ${target.service.name} has no role to write logs with`);
      }
      const principal = this.sessions.principal(role, FC_SERVICE, target.name);
      if (this.entries.appended(logConfig.logBeginRule, line)) return;
      const entry = { time: this.clock.now(), fields: this.fieldsOf(target, line) };
      this.logs.putLogs(principal, logConfig.project, logConfig.logstore, [entry]);
      this.entries.begun(entry, line);
    } catch (error) {
      this.lost(target, reasonOf(error));
    }
  }

  private fieldsOf({ service, name }: FunctionRecord, line: LogLine): Record<string, string> {
    return this.generation.logFields({ service: service.name, fn: name }, line);
  }

  private lost(target: FunctionRecord, reason: string): void {
    const name = `${target.service.name}/${target.name}`;
    if (!this.reported.has(`${name} ${reason}`)) {
      this.reported.add(`${name} ${reason}`);
      this.problems.report({ kind: 'logs-lost', function: name, reason });
    }
  }
}
