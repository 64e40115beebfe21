import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { orUndefined, type ProcessTree } from './process-tree';

/** The resources of the machine that an instance holds, as seen from outside. */
export interface Holdings {
  /**
   * Its open descriptors without TCP connections: paths, or kinds such as `pipe`. `$TMPDIR` stands for its temporary
   * directory.
   */
  descriptors: string[];
  /** Its TCP connections. A function may keep some for later, which is no leak. */
  connections: number;
  /** Child processes that are still running. */
  children: number;
  /** Files and directories below its temporary directory, relative to that. */
  temporaryFiles: string[];
}

export interface InstanceHoldings extends Holdings {
  /** As `SERVICE/FUNCTION`, or in Function Compute 3 `FUNCTION`. */
  function: string;
  instanceId: string;
  temporaryDirectory: string;
}

/** Without `/proc` only the files are found. */
export function holdingsOf(processes: ProcessTree, temporaryDirectory: string): Holdings {
  const links = descriptorsOf(processes.leader);
  const inodes = new Set(tcpSockets(processes.leader).map(({ inode }) => inode));
  const isTcp = (link: string): boolean => inodes.has(/^socket:\[(\d+)\]$/.exec(link)?.[1] ?? '');
  const nameOf = (link: string): string =>
    link.replace(/:\[\d+\]$/, '').replace(temporaryDirectory, '$TMPDIR');
  return {
    descriptors: links.filter((link) => !isTcp(link)).map(nameOf),
    connections: links.filter(isTcp).length,
    children: processes.members().filter((pid) => pid !== processes.leader).length,
    temporaryFiles: filesBelow(temporaryDirectory),
  };
}

function descriptorsOf(pid: number): string[] {
  const directory = `/proc/${pid}/fd`;
  const numbers = orUndefined(() => readdirSync(directory)) ?? [];
  return numbers.flatMap((number) => orUndefined(() => readlinkSync(path.join(directory, number))) ?? []);
}

/** The local ports of a process's TCP sockets. Without `/proc` none are found. */
export function tcpPortsOf(pid: number): Set<number> {
  const links = new Set(descriptorsOf(pid));
  const own = tcpSockets(pid).filter(({ inode }) => links.has(`socket:[${inode}]`));
  return new Set(own.map(({ port }) => port));
}

/** All TCP sockets in the process's network, IPv4 and IPv6, in every state. */
function tcpSockets(pid: number): { inode: string; port: number }[] {
  const tables = ['tcp', 'tcp6'].map(
    (name) => orUndefined(() => readFileSync(`/proc/${pid}/net/${name}`, 'utf8')) ?? '',
  );
  // The first line has the names of the columns; the second column is the local address, the tenth the inode.
  const lines = tables.flatMap((table) => table.trim().split('\n').slice(1));
  return lines.map((line) => {
    const columns = line.trim().split(/\s+/);
    return { inode: columns[9] ?? '', port: Number.parseInt(columns[1]?.split(':')[1] ?? '', 16) };
  });
}

/** A directory that is removed while it is read counts as empty. */
function filesBelow(directory: string): string[] {
  return (orUndefined(() => readdirSync(directory, { recursive: true })) ?? []).map(String).sort();
}
