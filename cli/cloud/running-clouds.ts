import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Connection, PipelineNames } from './connection';

/** A local cloud of this user that is up. */
export interface RunningCloud {
  pid: number;
  /** The file with its first line. */
  path: string;
}

const FILE = /^local-(\d+)\.json$/;

/**
 * Tells the commands of this user, in other terminals, of a local cloud: its first line goes to a file that nobody else
 * can read, because the key is in it.
 *
 * @returns takes the file away; undefined where nothing was told: for a stack that is not this project's, or where there
 * is no place for the file
 */
export function announce(
  connection: Connection & Partial<PipelineNames>,
  env: NodeJS.ProcessEnv,
): (() => void) | undefined {
  const folder = folderOf(env);
  const { bucket, instance, table } = connection;
  if (!folder || !bucket || !instance || !table) return undefined;
  const path = join(folder, `local-${process.pid}.json`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Of a process that is gone and had the same id.
    rmSync(path, { force: true });
    const content = { ...connection, startTime: startTimeOf(process.pid) };
    writeFileSync(path, `${JSON.stringify(content)}\n`, { mode: 0o600, flag: 'wx' });
  } catch {
    return undefined;
  }
  const withdraw = (): void => {
    process.off('exit', withdraw);
    rmSync(path, { force: true });
    try {
      rmdirSync(folder);
    } catch {
      // Something else is in it.
    }
  };
  // A second Ctrl-C ends the process at once.
  process.on('exit', withdraw);
  return withdraw;
}

/** Those that are up. What a process left that was killed is taken away. */
export function runningClouds(env: NodeJS.ProcessEnv): RunningCloud[] {
  const folder = folderOf(env);
  if (!folder) return [];
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const pid = Number(FILE.exec(name)?.[1]);
    const path = join(folder, name);
    if (!pid || !isOwn(path)) return [];
    if (isUp(pid, path)) return [{ pid, path }];
    rmSync(path, { force: true });
    return [];
  });
}

/** Of the session where the system has such a place, which nobody else enters; else where state is kept. */
function folderOf({ XDG_RUNTIME_DIR, XDG_STATE_HOME, HOME }: NodeJS.ProcessEnv): string | undefined {
  const session = XDG_RUNTIME_DIR && existsSync(XDG_RUNTIME_DIR) ? XDG_RUNTIME_DIR : undefined;
  const place = session || XDG_STATE_HOME || (HOME && join(HOME, '.local', 'state'));
  return place ? join(place, 'media-metadata') : undefined;
}

/** Written by this user, and closed to all others: any other file could send the user's data elsewhere. */
function isOwn(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.uid === process.getuid?.() && (stat.mode & 0o077) === 0;
}

/** The process is there, and is the one that wrote the file: ids are used again, with another start. */
function isUp(pid: number, path: string): boolean {
  try {
    const { startTime } = JSON.parse(readFileSync(path, 'utf8')) as { startTime?: unknown };
    return startTime !== undefined && startTime === startTimeOf(pid);
  } catch {
    return false;
  }
}

/** When a process started, in ticks since the machine did; undefined when there is no such process. */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may hold spaces; the 22nd is the start.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
