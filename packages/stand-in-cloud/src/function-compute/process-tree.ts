import { readdirSync, readFileSync } from 'node:fs';

/**
 * Bytes of a memory page in `/proc/PID/stat`: 4 KiB on all platforms of Node's Linux builds, except ARM with large
 * pages.
 */
const PAGE_BYTES = 4096;

interface Stat {
  startTime: string;
  rssBytes: number;
}

/**
 * A process that leads its own process group, with all its descendants, also those that left the group. Missed are
 * processes that left the group and lost their parent before anybody looked. Without `/proc` only the group is known,
 * and memory is not measured.
 */
export class ProcessTree {
  /** The processes seen so far with their start times, because a pid may be used again by another process. */
  private readonly seen = new Map<number, string>();

  constructor(readonly leader: number) {}

  /** Sends a signal to every process. One that has just ended is no error. */
  signal(signal: NodeJS.Signals): void {
    const outsiders = this.members().filter((pid) => pid !== this.leader);
    sendSignal(-this.leader, signal);
    for (const pid of outsiders) {
      sendSignal(pid, signal);
    }
  }

  /** Resident memory of all members in bytes. */
  residentBytes(): number {
    return this.members().reduce((sum, pid) => sum + (readStat(pid)?.rssBytes ?? 0), 0);
  }

  /**
   * Like `residentBytes`, with each shared page counted once: slower, but right while a child that was just forked
   * still shares all its parent's pages.
   */
  proportionalBytes(): number {
    return this.members().reduce((sum, pid) => sum + (readProportionalBytes(pid) ?? 0), 0);
  }

  /** Pids of the members that live. */
  members(): number[] {
    this.discover(this.leader);
    const alive: number[] = [];
    for (const [pid, startTime] of this.seen) {
      if (readStat(pid)?.startTime === startTime) {
        alive.push(pid);
      } else {
        this.seen.delete(pid);
      }
    }
    return alive;
  }

  private discover(pid: number): void {
    const startTime = readStat(pid)?.startTime;
    if (startTime === undefined) {
      return;
    }
    this.seen.set(pid, startTime);
    for (const child of readChildren(pid)) {
      this.discover(child);
    }
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

function readChildren(pid: number): number[] {
  const threads = orUndefined(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  return threads.flatMap((thread) => {
    const children = orUndefined(() => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')) ?? '';
    return children.split(' ').filter(Boolean).map(Number);
  });
}

function readStat(pid: number): Stat | undefined {
  const stat = orUndefined(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (stat === undefined) {
    return undefined;
  }
  // The name in parentheses may itself contain blanks and parentheses, so fields are counted after its last `)`.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') {
    return undefined;
  }
  return { startTime: fields[19] ?? '', rssBytes: Number(fields[21]) * PAGE_BYTES };
}

function readProportionalBytes(pid: number): number | undefined {
  const rollup = orUndefined(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  const kilobytes = rollup && /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** A process may end between two reads, may be another user's, and there may be no `/proc` at all. */
const UNREADABLE = new Set(['ENOENT', 'ESRCH', 'EACCES', 'EPERM']);

/** The result of `read`, or undefined when the process cannot be read. */
export function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!UNREADABLE.has((error as NodeJS.ErrnoException).code ?? '')) {
      throw error;
    }
    return undefined;
  }
}
