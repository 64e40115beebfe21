import { EventEmitter } from 'node:events';

/**
 * What one process writes to a socket that others used before it and will use after it. The mark, random bytes
 * that the process cannot know, is written behind it when the process has ended.
 */
export class MarkedStream extends EventEmitter {
  /** Resolves when the mark has come. */
  readonly closed: Promise<void>;
  private close: () => void = () => {};
  /** Came before anybody listened. */
  private early: Buffer[] = [];
  /** The last bytes, if they may be the beginning of the mark. */
  private held: Buffer = Buffer.alloc(0);
  private paused = false;

  constructor(private readonly mark: Buffer) {
    super();
    this.closed = new Promise((resolve) => {
      this.close = resolve;
    });
  }

  override on(event: 'data', listener: (chunk: Buffer) => void): this {
    super.on(event, listener);
    for (const chunk of this.early.splice(0)) this.emit('data', chunk);
    return this;
  }

  receive(chunk: Buffer): void {
    const bytes = this.held.length > 0 ? Buffer.concat([this.held, chunk]) : chunk;
    const begun = this.beginningOfMark(bytes);
    const own = bytes.subarray(0, bytes.length - begun);
    this.held = bytes.subarray(own.length);
    if (own.length > 0) this.deliver(own);
    if (begun === this.mark.length) this.end();
  }

  /** Also called when nothing more can come. */
  end(): void {
    this.close();
  }

  /** What comes is thrown away: the socket must not stay full. */
  pause(): this {
    this.paused = true;
    this.early = [];
    return this;
  }

  private deliver(bytes: Buffer): void {
    if (this.paused) return;
    if (this.listenerCount('data') > 0) this.emit('data', bytes);
    else this.early.push(bytes);
  }

  /** With how many bytes of the mark's beginning the bytes end. */
  private beginningOfMark(bytes: Buffer): number {
    for (let length = Math.min(this.mark.length, bytes.length); length > 0; length -= 1) {
      if (bytes.compare(this.mark, 0, length, bytes.length - length) === 0) return length;
    }
    return 0;
  }
}
