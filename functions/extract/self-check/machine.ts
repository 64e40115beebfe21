import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import { basename } from 'node:path';
import { mediaInfoCommand, mediaInfoHome } from '../mediainfo/home';
import { type Check, Finding } from './check';

/** The first Linux whose filters of system calls hold for all threads of a program. */
const OLDEST_KERNEL = [3, 17] as const;

const MIB = 1024 * 1024;

/** What runs this function: mediainfo and its library are built for Linux on x86-64. */
export const kernel: Check = ({ invocation }) => {
  const release = os.release();
  const facts = {
    system: `${os.type()} ${release}`,
    distribution: distribution(),
    architecture: process.arch,
    node: process.version,
    cpus: os.cpus().length,
    memoryMB: invocation.function.memoryMB,
    machineMemoryMB: Math.round(os.totalmem() / MIB),
  };
  const [major = 0, minor = 0] = release.split('.').map(Number);
  const isNewEnough = major > OLDEST_KERNEL[0] || (major === OLDEST_KERNEL[0] && minor >= OLDEST_KERNEL[1]);
  if (os.type() !== 'Linux' || process.arch !== 'x64' || !isNewEnough) {
    throw new Finding(
      `Linux ${OLDEST_KERNEL.join('.')} or later on x64 is expected, ${facts.system} on ${process.arch} found.`,
      facts,
    );
  }
  return facts;
};

/** Who runs it, and whether that user may run mediainfo: a zip can lose the modes of its files. */
export const user: Check = () => {
  const status = textOf('/proc/self/status');
  const facts = {
    uid: process.getuid?.() ?? -1,
    gid: process.getgid?.() ?? -1,
    capabilities: field(status, 'CapEff'),
    noNewPrivileges: field(status, 'NoNewPrivs') === '1',
    seccomp: field(status, 'Seccomp'),
  };
  const home = mediaInfoHome();
  const { command } = mediaInfoCommand(home);
  for (const [path, mode] of [
    [command, constants.X_OK],
    [home.objectFile, constants.R_OK],
  ] as const) {
    try {
      accessSync(path, mode);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const has = (statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o777;
      throw new Finding(
        `The user ${facts.uid} may not use '${basename(path)}' of the code (${code}, mode ${has.toString(8)}).`,
        facts,
      );
    }
  }
  return facts;
};

const distribution = (): string =>
  /^PRETTY_NAME="?([^"\n]*)/m.exec(textOf('/etc/os-release'))?.[1] ?? 'unknown';

const field = (status: string, name: string): string =>
  new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? 'unknown';

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
