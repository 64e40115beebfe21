import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { ChunkedBody } from './chunked-body';
import { type HttpHead, HttpSyntaxError, parseHead } from './http-head';

/** The server at the other end of a connection. */
export interface HttpPeer {
  protocol: string;
  hostname: string;
  port: string;
}

/**
 * One buffer into which all connections receive: its bytes are used before the next connection reads. `node:http` makes a
 * new buffer and a copy for each part instead; without that, a long stream needs a quarter of the CPU time. To receive 1 MB
 * and to write it to a file takes 0.24 ms of CPU with parts of 1 MiB, 0.35 with 256 KiB and 0.45 with 64 KiB.
 */
const LONG_PART = Buffer.allocUnsafeSlow(1024 * 1024);

/** For the beginning of an answer, of which often no more is wanted: what comes in with a part cannot be left unread. */
const SHORT_PART = LONG_PART.subarray(0, 256 * 1024);

/** Bytes of an answer after which much more of it will probably be wanted. */
const LONG_ANSWER = 2 * 1024 * 1024;

/** Nothing, or not all, came back within the time. */
export class SilenceError extends Error {
  override name = 'SilenceError';
}

/** Most bytes in the head of an answer: OSS itself sends less than 1 KB, and an object may have 8 KB of metadata. */
const MAX_HEAD_BYTES = 32 * 1024;

export interface HttpRequest {
  /** Request line and headers, with the empty line at their end. */
  text: string;
  body?: Buffer;
  /** True for a HEAD request: its answer has no body, although its headers may tell a length. */
  bodyless: boolean;
}

/** Is told what comes back for a request. */
export interface AnswerHandler {
  /** @returns what the body is delivered to */
  head(head: HttpHead): BodyHandler;
  /** The connection ended before the head of an answer came. */
  failed(error: NodeJS.ErrnoException): void;
}

export interface BodyHandler {
  /** @param bytes valid only during this call: their buffer is used again */
  data(bytes: Buffer): void;
  /** @param complete whether all of the body came; false if the connection broke */
  end(complete: boolean): void;
}

/** TLS sessions by host: with one, a new connection needs one round trip less. */
const sessions = new Map<string, Buffer>();

/** A connection that carries one request after another. */
export class HttpConnection {
  /** When the last answer ended. A timer would not do: while an instance is frozen, its timers do not run. */
  idleSince = 0;
  private readonly socket: Socket;
  private readonly closed = new Set<() => void>();
  private waiting: { handler: AnswerHandler; bodyless: boolean } | undefined;
  private text = '';
  private body: BodyHandler | undefined;
  private left: number | ChunkedBody = 0;
  /** Bytes of this answer that came in. */
  private taken = 0;
  private persistent = true;
  private error: Error | undefined;

  /** @param idle called whenever the connection is ready for the next request */
  constructor(
    { protocol, hostname, port }: HttpPeer,
    private readonly idle: (connection: HttpConnection) => void,
  ) {
    const onread = {
      buffer: () => (this.taken < LONG_ANSWER ? SHORT_PART : LONG_PART),
      callback: (bytes: number, buffer: Uint8Array) => this.receive((buffer as Buffer).subarray(0, bytes)),
    };
    const to = { host: hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80), onread };
    if (protocol === 'https:') {
      const servername = isIP(hostname) ? '' : hostname;
      const session = sessions.get(hostname);
      const socket = connectTls({ ...to, servername, ...(session ? { session } : {}) });
      this.socket = socket.on('session', (fresh: Buffer) => sessions.set(hostname, fresh));
    } else {
      this.socket = connectTcp(to);
    }
    this.socket.setNoDelay(true);
    this.socket.on('error', (error) => {
      this.error = error;
    });
    this.socket.on('end', () => this.socket.destroy());
    this.socket.on('close', () => this.end());
  }

  get alive(): boolean {
    return !this.socket.destroyed;
  }

  /** Calls back when the connection is established, at once if it is already. */
  whenConnected(callback: () => void): void {
    if (!this.socket.connecting) callback();
    else this.socket.once('encrypted' in this.socket ? 'secureConnect' : 'connect', callback);
  }

  /** Calls back when the connection has ended. */
  onClose(callback: () => void): void {
    this.closed.add(callback);
  }

  send({ text, body, bodyless }: HttpRequest, handler: AnswerHandler): void {
    this.waiting = { handler, bodyless };
    this.taken = 0;
    this.socket.ref();
    // Head and body in one packet where they fit: else the body may wait for the head's acknowledgement.
    this.socket.cork();
    this.socket.write(text, 'latin1');
    if (body) this.socket.write(body);
    this.socket.uncork();
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Marks it as idle from now on. While it is idle, it does not keep the process alive. */
  makeReady(): this {
    this.idleSince = Date.now();
    this.socket.unref();
    return this;
  }

  destroy(error?: Error): void {
    this.error ??= error;
    this.socket.destroy();
  }

  private receive(bytes: Buffer): boolean {
    try {
      this.parse(bytes);
    } catch (error) {
      if (!(error instanceof HttpSyntaxError)) throw error;
      this.destroy(error);
    }
    return true;
  }

  private parse(bytes: Buffer): void {
    const { waiting } = this;
    if (this.body) this.take(bytes);
    else if (waiting) this.parseHead(bytes, waiting);
    // Bytes without a request: what comes next on this connection cannot be trusted.
    else this.destroy();
  }

  private parseHead(
    bytes: Buffer,
    { handler, bodyless }: { handler: AnswerHandler; bodyless: boolean },
  ): void {
    const before = this.text.length;
    // No byte of the body becomes text: V8 cuts a header's value out without a copy, so whoever keeps an ETag would
    // keep 32 KB with it.
    const part = bytes.subarray(0, MAX_HEAD_BYTES);
    const blankLine = part.indexOf('\r\n\r\n', 0, 'latin1');
    this.text += part.toString('latin1', 0, blankLine < 0 ? part.length : blankLine + 4);
    const end = this.text.indexOf('\r\n\r\n', Math.max(0, before - 3));
    if (end < 0) {
      if (this.text.length >= MAX_HEAD_BYTES) throw new HttpSyntaxError('a head too long');
      return;
    }
    const head = parseHead(this.text.slice(0, end), bodyless);
    const rest = bytes.subarray(end + 4 - before);
    this.text = '';
    if (head.status < 200) {
      if (rest.length > 0) this.parse(rest);
      return;
    }
    this.waiting = undefined;
    this.persistent = head.persistent;
    this.left =
      head.body === 'chunked' ? new ChunkedBody() : head.body === 'until-close' ? Infinity : head.body;
    this.body = handler.head(head);
    this.take(rest);
  }

  private take(bytes: Buffer): void {
    const { body } = this;
    if (!body) return;
    let used = bytes.length;
    this.taken += used;
    if (typeof this.left === 'number') {
      used = Math.min(used, this.left);
      this.left -= used;
      if (used > 0) body.data(bytes.subarray(0, used));
    } else {
      used = this.left.decode(bytes, (part) => body.data(part));
    }
    if (!this.alive || (typeof this.left === 'number' ? this.left > 0 : !this.left.ended)) return;
    this.body = undefined;
    if (!this.persistent || used < bytes.length) {
      this.socket.destroy();
    } else {
      this.socket.resume();
      this.socket.unref();
      this.idleSince = Date.now();
      this.idle(this);
    }
    body.end(true);
  }

  private end(): void {
    const { body, waiting } = this;
    this.body = undefined;
    this.waiting = undefined;
    body?.end(this.left === Infinity && !this.error);
    waiting?.handler.failed(this.error ?? Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    for (const callback of this.closed) callback();
  }
}
