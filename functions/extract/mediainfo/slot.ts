import { closeSync, ftruncateSync } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import { BlockFile } from '../object-reader/block-file';
import type { HardLimits } from './confinement';
import { ForkedProcess } from './forked-process';
import type { End } from './mediainfo-process';
import { forkOrder, killOrder } from './template-messages';

/** The template's side of a slot. */
export interface SlotOwner {
  /** False when the template forks no more. */
  readonly forks: boolean;
  send(order: Buffer): void;
  /** It does not do what it was ordered. */
  hangs(): void;
  /** The slot serves nothing any more. */
  freed(): void;
}

/**
 * Milliseconds within which the template forks a process or ends one: a thousand times what it takes on an idle
 * machine. If it does not, objects would be held to be too slow.
 */
const LONGEST_ORDER_MS = 10_000;

/**
 * A place of the template for one object at a time: the file for its bytes, and the sockets to the processes that
 * are forked for it, one after the other.
 */
export class Slot {
  private taken = false;
  /** The process that was forked last, until it has ended and all that it wrote has come. */
  private process: ForkedProcess | undefined;
  private abandoned = false;
  private closed = false;

  constructor(
    private readonly number: number,
    private readonly file: number,
    private readonly questions: Duplex,
    printed: Readable,
    private readonly owner: SlotOwner,
  ) {
    questions.on('data', (chunk: Buffer) => this.process?.questions.receive(chunk));
    printed.on('data', (chunk: Buffer) => this.process?.printed.receive(chunk));
    // They end with the template, which is noticed elsewhere.
    for (const stream of [questions, printed]) stream.on('error', () => {});
  }

  get free(): boolean {
    return !this.taken && !this.process;
  }

  /** Takes the slot until the file is closed. */
  mailbox(): BlockFile {
    this.taken = true;
    return new BlockFile(this.file, () => {
      this.taken = false;
      this.rest();
    });
  }

  /** @returns undefined when another process has to be started instead */
  fork(own: readonly string[], limits: HardLimits): ForkedProcess | undefined {
    if (this.process || !this.owner.forks) return undefined;
    const process = new ForkedProcess(this.questions, () => {
      this.order(killOrder(this.number), process.ended);
    });
    this.process = process;
    process.closed.then(() => {
      this.process = undefined;
      this.rest();
    });
    this.order(forkOrder(this.number, own, limits, process.mark), process.begun);
    return process;
  }

  private order(order: Buffer, done: Promise<unknown>): void {
    this.owner.send(order);
    const late = setTimeout(() => this.owner.hangs(), LONGEST_ORDER_MS).unref();
    done.then(() => clearTimeout(late));
  }

  forked(pid: number): void {
    if (!this.process) return;
    if (pid > 0) this.process.begin(pid);
    else this.process.abandon({ error: Object.assign(new Error('fork failed'), { code: 'EAGAIN' }) });
  }

  ended(end: End): void {
    this.process?.end(end);
  }

  /** The template has ended, and its children with it. */
  abandon(): void {
    this.abandoned = true;
    this.process?.abandon({ code: null, signal: 'SIGKILL' });
    this.rest();
  }

  private rest(): void {
    if (!this.free || this.closed) return;
    if (this.abandoned) {
      this.closed = true;
      closeSync(this.file);
      return;
    }
    // The next object must not find anything of the last one.
    ftruncateSync(this.file);
    this.owner.freed();
  }
}
