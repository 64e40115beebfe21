import { execFileSync, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { confinementVariable } from '../../../../functions/extract/mediainfo/confinement';
import {
  type MediaInfoHome,
  mediaInfoCommand,
  mediaInfoHome,
} from '../../../../functions/extract/mediainfo/home';
import { ObjectFile } from '../../../../functions/extract/mediainfo/object-file';
import { MediaInfoRun } from '../../../../functions/extract/mediainfo/run-mediainfo';
import type { Slot } from '../../../../functions/extract/mediainfo/slot';
import { Template } from '../../../../functions/extract/mediainfo/template';
import { shippedVersion } from '../../../../functions/extract/shipped-version';
import type { ToolLimits } from '../../../../functions/extract/tool';
import { freeSlotOf } from './free-slot';
import { runLimits } from './run-limits';

const PROGRAMS = join(__dirname, '../../../fixtures/hostile');

const ADDRESS = { bucket: 'media-bucket', key: 'hostile.bin' };

/** Numbers of system calls on x86-64 that a kernel may lack, by their purpose. */
export const SYSTEM_CALLS = {
  seccomp: 317,
  prctl: 157,
  setresuid: 117,
  landlock: 444,
  prlimit: 302,
  closeRange: 436,
  capget: 125,
} as const;

/** Options of a run. */
export interface HostileRun {
  /** The system calls that the kernel lacks. */
  without?: readonly Missing[];
  limits?: Partial<ToolLimits>;
  signal?: AbortSignal;
  /** True when the program is forked from a template. @default - it is started */
  forked?: boolean;
}

type Missing = keyof typeof SYSTEM_CALLS;

/** A folder with mediainfo's loader and libraries, and with another program in the place of mediainfo. */
class HomeFolder {
  protected readonly folder = mkdtempSync(join(tmpdir(), 'hostile-'));

  constructor(program: string) {
    const { mediaInfo } = mediaInfoHome();
    mkdirSync(join(this.folder, 'bin'));
    cpSync(program, join(this.folder, 'bin', 'program'));
    cpSync(join(PROGRAMS, 'without'), join(this.folder, 'bin', 'without'));
    for (const name of ['lib', 'locale']) symlinkSync(join(mediaInfo, name), join(this.folder, name));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** @param without the system calls that the kernel lacks */
  protected homeWithout(without: readonly Missing[], variables: Record<string, string> = {}): MediaInfoHome {
    const loader = 'lib/ld-linux-x86-64.so.2';
    const first = without.length > 0 ? 'bin/without' : loader;
    const environment = {
      LOCPATH: 'locale',
      LC_CTYPE: 'C.utf8',
      LOADER: join(this.folder, loader),
      WITHOUT: without.map((name) => SYSTEM_CALLS[name]).join(','),
      ...variables,
    };
    const command = [first, '--inhibit-cache', '--library-path', 'lib', 'bin/program'];
    writeFileSync(
      join(this.folder, 'manifest.json'),
      JSON.stringify({ version: shippedVersion(), command, environment }),
    );
    return { mediaInfo: this.folder, objectFile: mediaInfoHome().objectFile };
  }
}

/** mediainfo itself, on a kernel that lacks some system calls. */
export class MediaInfoWithout extends HomeFolder {
  readonly home: MediaInfoHome;

  constructor(without: readonly Missing[]) {
    super(join(mediaInfoHome().mediaInfo, 'bin/mediainfo'));
    this.home = this.homeWithout(without);
  }

  removeLocale(): void {
    rmSync(join(this.folder, 'locale'));
  }
}

/** The program of test/fixtures/hostile in the place of mediainfo. */
export class HostileProgram extends HomeFolder {
  /** @param what one of the things that hostile.c does */
  constructor(private readonly what: string) {
    super(join(PROGRAMS, 'hostile'));
  }

  private template: Template | undefined;

  /** A place for the program in a template that is made of it. */
  async slot(without: readonly Missing[] = []): Promise<Slot> {
    this.template ??= new Template(this.home(without), 2);
    return freeSlotOf(this.template);
  }

  override remove(): void {
    this.template?.end();
    super.remove();
  }

  /** @returns the program's output, and the measures of confinement that were refused */
  async run({ without = [], limits, signal = new AbortController().signal, forked }: HostileRun = {}) {
    const file = ObjectFile.create(ADDRESS, forked ? await this.slot(without) : undefined);
    const run = new MediaInfoRun(this.home(without), [], file, { ...runLimits(20), ...limits });
    const version = { etag: 'E', size: 1000, lastModified: '2026-01-01T00:00:00Z' };
    const source = { read: async () => ({ place: 0, bytes: 0 }) };
    try {
      const printed = await run.report(version, source, signal);
      return { printed, refused: run.requests.refused };
    } finally {
      await run.dispose();
      file.close();
    }
  }

  /** The program's output when it is not confined. */
  unconfined(): string {
    const { command, args, env } = mediaInfoCommand(this.home([]));
    const own = args.slice(args.indexOf('--preload') + 2);
    const file = ObjectFile.create(ADDRESS);
    try {
      const stdio: StdioOptions = ['ignore', 'pipe', 'ignore', 'ignore', ...file.descriptors];
      return execFileSync(command, own, { env, cwd: '/', stdio }).toString();
    } finally {
      file.close();
    }
  }

  /** The signal that ends the program with this many CPU seconds, when nobody watches it. */
  async unwatched(cpuSeconds: number): Promise<NodeJS.Signals | null> {
    const { command, args, env } = mediaInfoCommand(this.home([]));
    const file = ObjectFile.create(ADDRESS);
    const child = spawn(command, [...args, file.path], {
      env: { ...env, ...confinementVariable({ memoryMB: 512, addressesMB: 768, cpuSeconds }) },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', ...file.descriptors],
    });
    // The message that the program waits for before it begins.
    (child.stdio[3] as Duplex).on('error', () => {}).write(Buffer.alloc(16));
    const [, signal] = await once(child, 'exit');
    file.close();
    return signal;
  }

  private home(without: readonly Missing[]): MediaInfoHome {
    return this.homeWithout(without, { HOSTILE: this.what });
  }
}

/** The attempts that the program printed, and how each ended: 'done', or an error number. */
export const attempts = (printed: string): Record<string, string> =>
  Object.fromEntries(
    printed
      .trim()
      .split('\n')
      .map((line) => line.split('\t')),
  );
