import { readFileSync, readlinkSync } from 'node:fs';

/**
 * A process as text: its id, its start, and the space that ids are counted in, since ids are used again and each
 * container counts its own. Without `/proc` only the id is known.
 */
export function identityOf(pid: number): string {
  return [pid, startOf(pid) ?? 0, pidSpace()].join('-');
}

/**
 * Whether the process of an identity runs. Of another container's processes nothing is known, so they count as running.
 */
export function isRunning(identity: string): boolean {
  const [pid = 0, start = 0, space = 0] = identity.split('-').map(Number);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (space !== pidSpace() && space !== 0) return true;
  if (!exists(pid)) return false;
  return start === 0 || startOf(pid) === undefined || startOf(pid) === start;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** In clock ticks since the machine started. */
function startOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may itself contain blanks and parentheses, so fields are counted after its last `)`.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return undefined;
  }
}

function pidSpace(): number {
  try {
    return Number(/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? 0);
  } catch {
    return 0;
  }
}
