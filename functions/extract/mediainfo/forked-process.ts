import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { MarkedStream } from './marked-stream';
import type { End, MediaInfoProcess, Questions } from './mediainfo-process';

const MARK_BYTES = 16;

/** The questions of a process, on a socket that others use before and after it. */
class ForkedQuestions extends MarkedStream implements Questions {
  private state: 'expected' | 'runs' | 'ended' = 'expected';
  /** The answers written before the process was there: until then, the template empties the socket. */
  private waiting: Buffer[] = [];

  constructor(
    mark: Buffer,
    private readonly socket: Duplex,
  ) {
    super(mark, false);
  }

  get writableLength(): number {
    return this.socket.writableLength + this.waiting.length;
  }

  write(bytes: Buffer): void {
    if (this.state === 'expected') this.waiting.push(bytes);
    else if (this.state === 'runs') this.socket.write(bytes);
  }

  processRuns(): void {
    this.state = 'runs';
    for (const bytes of this.waiting.splice(0)) this.socket.write(bytes);
  }

  processEnded(): void {
    this.state = 'ended';
  }

  get processHasEnded(): boolean {
    return this.state === 'ended';
  }
}

/** A mediainfo that was forked from the template for one object. */
export class ForkedProcess implements MediaInfoProcess {
  readonly mark = randomBytes(MARK_BYTES);
  readonly questions: ForkedQuestions;
  readonly printed = new MarkedStream(this.mark, true);
  /** Resolves when the process runs, or never will. */
  readonly begun: Promise<void>;
  readonly ended: Promise<End>;
  readonly closed: Promise<unknown>;
  pid: number | undefined;
  private resolveBegun: () => void = () => {};
  private resolveEnded: (end: End) => void = () => {};

  /** @param order the process to be killed; it is ignored when the process has ended */
  constructor(
    socket: Duplex,
    private readonly order: () => void,
  ) {
    this.questions = new ForkedQuestions(this.mark, socket);
    this.begun = new Promise((resolve) => {
      this.resolveBegun = resolve;
    });
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
    this.closed = Promise.all([this.ended, this.questions.closed, this.printed.closed]);
  }

  get neverRan(): boolean {
    return this.pid === undefined && this.questions.processHasEnded;
  }

  /** The process runs. */
  begin(pid: number): void {
    this.pid = pid;
    this.questions.processRuns();
    this.resolveBegun();
  }

  /** The process has ended. What it wrote may still be on its way. */
  end(end: End): void {
    this.questions.processEnded();
    this.resolveBegun();
    this.resolveEnded(end);
  }

  /** Nothing more can come from the process. */
  abandon(end: End): void {
    this.end(end);
    this.questions.end();
    this.printed.end();
  }

  kill(): void {
    if (!this.questions.processHasEnded) this.order();
  }

  release(): void {
    this.questions.pause();
    this.printed.pause();
  }
}
