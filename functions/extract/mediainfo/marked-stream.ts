import { EventEmitter } from 'node:events';

/**
 * What one process writes to a socket that others used before it and will use after it. The mark, random bytes
 * that the process cannot know, comes behind it when the process has ended.
 */
export class MarkedStream extends EventEmitter {
  /** Resolves when the mark has come. */
  readonly closed: Promise<void>;
  private close: () => void = () => {};
  /** Came before anybody listened. */
  private early: Buffer[] = [];
  /** The last bytes that came, as many as the mark has. */
  private last: Buffer = Buffer.alloc(0);
  /** How many of the last bytes were not delivered, because the mark may begin with them. */
  private held = 0;
  private paused = false;

  /**
   * @param delays true: bytes that may be the beginning of the mark are delivered with those that follow. False:
   * at once, because none follow before they are answered; then a mark that comes in two parts is delivered
   * in part
   */
  constructor(
    private readonly mark: Buffer,
    private readonly delays: boolean,
  ) {
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
    const bytes = this.last.length > 0 ? Buffer.concat([this.last, chunk]) : chunk;
    const delivered = this.last.length - this.held;
    const begun = this.beginningOfMark(bytes);
    const ends = begun === this.mark.length;
    this.held = ends || this.delays ? Math.min(begun, bytes.length - delivered) : 0;
    this.last = bytes.subarray(Math.max(0, bytes.length - this.mark.length));
    const own = bytes.subarray(delivered, bytes.length - this.held);
    if (own.length > 0) this.deliver(own);
    if (ends) this.end();
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
