import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import { type Measure, measuresOf } from './confinement';
import type { MediaInfoHome } from './home';
import { mailboxFile } from './mailbox-file';
import type { End } from './mediainfo-process';
import { Slot } from './slot';
import { spawnMediaInfo } from './start-mediainfo';
import { templateMessages } from './template-messages';

/** Descriptors that a start needs: two for each of two sockets and for the file of a slot, and a few besides. */
const PER_SLOT = 6;
const BESIDES = 10;

/**
 * Makes the loader look up all functions at the start. Otherwise each child would look up those that it calls:
 * 1 ms of CPU for each object.
 */
const LINK_NOW = { LD_BIND_NOW: '1' };

/** Signals of a process that a file may have tried to take over, or did. */
const SUSPICIOUS: ReadonlySet<NodeJS.Signals | null> = new Set<NodeJS.Signals>([
  'SIGSEGV',
  'SIGBUS',
  'SIGFPE',
  'SIGILL',
  'SIGABRT',
  'SIGSYS',
  'SIGTRAP',
]);

/** A mediainfo that was loaded once and forks for each object. See assets/object-file/template.c. */
export class Template {
  private readonly child: ChildProcess;
  private readonly control: Duplex;
  private readonly slots: Slot[] = [];
  private state: 'starting' | 'ready' | 'retired' | 'ended' = 'starting';
  /** True when a process that was forked has done its work. */
  private hasServed = false;
  private resolveBegun: () => void = () => {};
  /** Resolves when it forks, or never will. */
  readonly begun = new Promise<void>((resolve) => {
    this.resolveBegun = resolve;
  });
  /** Why no template can be used on this machine; undefined as long as nothing speaks against it. */
  unusable: string | undefined;

  /**
   * @param slotCount most objects at once, 16 at most
   * @throws PlatformError when it cannot be started
   */
  constructor(home: MediaInfoHome, slotCount: number) {
    const files: [number, number][] = [];
    try {
      for (let i = 0; i < slotCount; i += 1) files.push(mailboxFile());
      this.child = spawnMediaInfo(home, {
        own: [],
        variables: { TEMPLATE: String(slotCount), ...LINK_NOW },
        stdio: [
          'ignore',
          'ignore',
          'ignore',
          'pipe',
          ...files.flatMap(([, childs]) => ['pipe', 'pipe', childs] as const),
        ],
        neededDescriptors: slotCount * PER_SLOT + BESIDES,
      });
    } catch (error) {
      for (const [own] of files) closeSync(own);
      throw error;
    } finally {
      for (const [, childs] of files) closeSync(childs);
    }
    const [, , , control, ...ofSlots] = this.child.stdio as unknown as Duplex[];
    this.control = control!;
    this.slots = files.map(
      ([own], i) => new Slot(i, own, ofSlots[3 * i]!, ofSlots[3 * i + 1] as Readable, this.owner),
    );
    this.listen();
    this.letNodeEnd(ofSlots);
  }

  /** A slot for an object; undefined when there is none, or not yet, or not any more. */
  get freeSlot(): Slot | undefined {
    return this.state === 'ready' ? this.slots.find(({ free }) => free) : undefined;
  }

  /** True when another template should take its place. */
  get isOver(): boolean {
    return this.state === 'retired' || this.state === 'ended';
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Ends it and all of its children. */
  end(): void {
    if (this.state !== 'ended') this.state = 'retired';
    this.child.kill('SIGKILL');
  }

  private readonly owner = {
    template: this,
    get forks(): boolean {
      return this.template.state === 'ready';
    },
    send: (order: Buffer): void => {
      this.control.write(order);
    },
    hangs: (): void => this.end(),
    freed: (): void => this.endIfRetired(),
  };

  private listen(): void {
    // How it ended is told by its exit.
    this.control.on('error', () => {});
    this.control.on(
      'data',
      templateMessages({
        ready: (refused) => this.ready(measuresOf(refused)),
        forked: (slot, pid) => this.slots[slot]!.forked(pid),
        ended: (slot, end) => this.ended(slot, end),
      }),
    );
    // Processes or memory are short. The next object tries again.
    this.child.once('error', () => this.over());
    // Not 'exit': by then, all that it told has been heard.
    this.child.once('close', (code, signal) =>
      this.over(`the template ended (${signal ?? `exit code ${code}`})`),
    );
  }

  private ready(refused: readonly Measure[]): void {
    const missing = refused.filter((measure) => measure !== 'Landlock');
    if (missing.length > 0) this.unusable = `the platform refuses ${missing.join('; ')}`;
    else if (this.state === 'starting') this.state = 'ready';
    this.resolveBegun();
  }

  private ended(slot: number, end: End): void {
    if ('signal' in end && SUSPICIOUS.has(end.signal)) this.retire();
    else this.hasServed = true;
    this.slots[slot]!.ended(end);
  }

  /**
   * All its children have the same addresses. A file that guesses at them makes its process crash; so that the
   * next one cannot go on guessing, the template gives way to another one, at other addresses.
   */
  private retire(): void {
    if (this.state === 'ready') this.state = 'retired';
    this.endIfRetired();
  }

  private endIfRetired(): void {
    if (this.state === 'retired' && this.slots.every(({ free }) => free)) this.end();
  }

  /** @param how it ended, where that may speak against another one */
  private over(how?: string): void {
    if (this.state === 'ended') return;
    if (this.state !== 'retired' && !this.hasServed) this.unusable ??= how;
    this.state = 'ended';
    for (const slot of this.slots) slot.abandon();
    this.resolveBegun();
  }

  /** Node.js ends when only the template is left. The template ends with it. */
  private letNodeEnd(ofSlots: readonly (Duplex | null)[]): void {
    this.child.unref();
    for (const stream of [this.control, ...ofSlots]) (stream as { unref?(): void } | null)?.unref?.();
  }
}
