import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { orUndefined, type ProcessTree } from './process-tree';

/** What an instance holds of its machine, as seen from outside. */
export interface Holdings {
  /** What its descriptors lead to, TCP connections left out: a path, or such as `pipe`; `$TMPDIR` is the directory below. */
  descriptors: string[];
  /** Its TCP connections, to keep some of which is no leak. */
  connections: number;
  /** Processes that it started and that live. */
  children: number;
  /** Files and directories below its temporary directory, relative to that. */
  temporaryFiles: string[];
}

export interface InstanceHoldings extends Holdings {
  /** As `SERVICE/FUNCTION`. */
  function: string;
  instanceId: string;
  temporaryDirectory: string;
}

/** Nothing is found where there is no `/proc`, but for the files. */
export function holdingsOf(processes: ProcessTree, temporaryDirectory: string): Holdings {
  const links = descriptorsOf(processes.leader);
  const inodes = tcpInodes(processes.leader);
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

/** Of all TCP sockets that the process can see: with IPv4 and IPv6, in every state. */
function tcpInodes(pid: number): Set<string> {
  const tables = ['tcp', 'tcp6'].map(
    (name) => orUndefined(() => readFileSync(`/proc/${pid}/net/${name}`, 'utf8')) ?? '',
  );
  // The tenth column of each line but the first, which names the columns.
  const lines = tables.flatMap((table) => table.trim().split('\n').slice(1));
  return new Set(lines.map((line) => line.trim().split(/\s+/)[9] ?? ''));
}

/** One that is removed while it is read has no files. */
function filesBelow(directory: string): string[] {
  return (orUndefined(() => readdirSync(directory, { recursive: true })) ?? []).map(String).sort();
}
