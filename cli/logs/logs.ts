import { setTimeout as sleep } from 'node:timers/promises';
import { timeOf } from '../../contract/query/times';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { UsageError } from '../program/errors';
import { type Terminal, write } from '../program/terminal';
import { type LogEntry, readLogs } from './log-client';
import { isAbout, isFrame, isTrouble, type LogLine, textOf, toLogLine } from './log-line';

export interface LogsOptions extends CommonOptions {
  since: string;
  follow?: boolean;
  key?: string;
  request?: string;
  errors?: boolean;
  all?: boolean;
  logEndpoint?: string;
  logProject?: string;
  logStore?: string;
}

/** How often it is asked for what has come. */
const POLL_MS = 1_000;

/** Entries can be found some seconds after they were written, so that time is asked for again. */
const LATE_SECONDS = 60;

/** Prints the lines of the functions' logs, the oldest first. */
export async function logs(options: LogsOptions, terminal: Terminal): Promise<number> {
  const since = timeOf(options.since, terminal.now());
  if (!since) {
    throw new UsageError(
      `--since: a date like '2026-11-01' or a distance like '-7d' is expected, '${options.since}' given.`,
    );
  }
  const { target, keys } = openSession(options, terminal, []);
  const { logEndpoint: endpoint, logProject: project, logStore: logstore } = target;
  if (!project || !logstore || !endpoint) {
    throw new UsageError(
      "The logs' place is not known: give --log-project and --log-store, as the stack's outputs LogProjectName and " +
        'LogStoreName name them, and for a local cloud --log-endpoint.',
    );
  }
  const read = (from: number): AsyncIterable<LogEntry> =>
    readLogs({ endpoint, project, logstore }, keys, from, Math.floor(terminal.now() / 1000) + 1);
  const print = async (entry: LogEntry): Promise<boolean> => {
    const line = toLogLine(entry);
    if (!isWanted(line, options)) return false;
    await write(terminal.stdout, options.json ? `${JSON.stringify(line)}\n` : textOf(line));
    return true;
  };
  const from = Math.floor(since.from / 1000);
  let printed = 0;
  for await (const entry of options.follow ? followed(read, from, terminal) : read(from)) {
    if (await print(entry)) printed += 1;
    if (terminal.interrupted.aborted) break;
  }
  if (printed === 0)
    await write(terminal.stderr, `No such line since ${new Date(since.from).toISOString()}.\n`);
  return 0;
}

function isWanted(line: LogLine, { key, request, errors, all }: LogsOptions): boolean {
  return (
    (all || !isFrame(line)) &&
    (key === undefined || isAbout(line, key)) &&
    (request === undefined || line.requestId === request) &&
    (!errors || isTrouble(line))
  );
}

/** What is there and what comes, each entry once, until the command is interrupted. */
async function* followed(
  read: (from: number) => AsyncIterable<LogEntry>,
  from: number,
  { now, interrupted }: Terminal,
): AsyncGenerator<LogEntry> {
  let seen = new Map<string, number>();
  for (let start = from; !interrupted.aborted; ) {
    const next = Math.max(from, Math.floor(now() / 1000) - LATE_SECONDS);
    const counts = new Map<string, number>();
    for await (const entry of read(start)) {
      // Entries have no id, and two may be alike: so many are new as there are more of them than before.
      const id = JSON.stringify(entry);
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      if (count > (seen.get(id) ?? 0)) yield entry;
    }
    seen = counts;
    start = next;
    await sleep(POLL_MS, undefined, { signal: interrupted }).catch(() => undefined);
  }
}
