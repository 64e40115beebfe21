import { giveBack, lend } from '../scratch';
import { type BodyHandler, type HttpConnection, SilenceError } from './http-connection';
import type { HttpHead } from './http-head';

/** Status and headers of an answer, and its body. The body is kept back until `deliverTo` says who takes it. */
export class AnswerBody implements BodyHandler {
  readonly status: number;
  readonly headers: HttpHead['headers'];
  private taker: BodyHandler | undefined;
  /** What came in before there was a taker, and the memory in which it is. */
  private early: { bytes: Buffer; memory: Buffer }[] = [];
  private ended: { complete: boolean } | undefined;
  private paused = false;

  /** @param onEnd called once, when the connection no longer serves this answer */
  constructor(
    head: HttpHead,
    private readonly connection: HttpConnection,
    private readonly onEnd: () => void,
  ) {
    this.status = head.status;
    this.headers = head.headers;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  /** Call this once. Bytes that came in earlier are delivered before it returns. */
  deliverTo(taker: BodyHandler): void {
    this.taker = taker;
    this.resume();
    for (const { bytes, memory } of this.early.splice(0)) {
      taker.data(bytes);
      giveBack(memory);
    }
    if (this.ended) taker.end(this.ended.complete);
  }

  /**
   * All of the body.
   *
   * @param milliseconds within which it must have ended
   * @throws SilenceError when it has not; Error `ECONNRESET` when it broke off
   */
  whole(milliseconds: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const timer = setTimeout(() => {
        reject(new SilenceError(`did not end its answer within ${milliseconds / 1000} s`));
        this.destroy();
      }, milliseconds);
      this.deliverTo({
        data: (chunk) => chunks.push(Buffer.from(chunk)),
        end: (complete) => {
          clearTimeout(timer);
          if (complete) resolve(Buffer.concat(chunks));
          else reject(Object.assign(new Error('broken off'), { code: 'ECONNRESET' }));
        },
      });
    });
  }

  pause(): void {
    this.paused = true;
    if (!this.ended) this.connection.pause();
  }

  resume(): void {
    this.paused = false;
    if (!this.ended) this.connection.resume();
  }

  /** Closes the connection. Does nothing after the end of the body: the connection may carry another answer by then. */
  destroy(): void {
    if (!this.ended) this.connection.destroy();
  }

  data(bytes: Buffer): void {
    if (this.taker) {
      this.taker.data(bytes);
      return;
    }
    const memory = lend(bytes.length);
    bytes.copy(memory);
    this.early.push({ bytes: memory.subarray(0, bytes.length), memory });
    this.pause();
  }

  end(complete: boolean): void {
    this.ended = { complete };
    this.onEnd();
    this.taker?.end(complete);
  }
}
