import type { LogEntry } from '../log-service/service';
import type { LogLine } from './invocation';
import type { LogBeginRule } from './service';

/** Such as `2026-11-24` or `2026/11/24`. */
const BEGINS_WITH_A_DATE = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}/;

/** Lines of the platform around an invocation: always entries of their own. */
const FRAME = /^FC Invoke (Start|End) RequestId: /;

/** The entry that each instance wrote last, to which further lines may belong. */
export class LogEntries {
  private readonly last = new Map<string, LogEntry>();

  /** @returns false when the line begins an entry; otherwise it was appended to the last one */
  appended(rule: LogBeginRule | undefined, { instanceId, message }: LogLine): boolean {
    const entry = this.last.get(instanceId);
    if (rule !== 'DefaultRegex' || FRAME.test(message) || !entry || BEGINS_WITH_A_DATE.test(message)) {
      return false;
    }
    entry.fields['message'] += `\n${message}`;
    return true;
  }

  begun(entry: LogEntry, { instanceId, message }: LogLine): void {
    if (!FRAME.test(message)) this.last.set(instanceId, entry);
  }
}
