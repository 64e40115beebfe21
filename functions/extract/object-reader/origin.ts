import { setMaxListeners } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { PlatformError } from '../errors';
import type { ObjectSource } from '../object-source';
import type { ObjectAddress } from '../object-version';
import { connections } from './connections';
import { errorOf, TransientError } from './origin-errors';
import type { ReadMeter } from './read-meter';
import type { ReaderSettings } from './reader-settings';
import { signRequest } from './sign-request';

/** Seconds that a signature is good for: every attempt has its own, so it only has to outlive clocks that differ. */
const SIGNATURE_SECONDS = 900;

/** An answer whose body has still to be read. */
export interface Answer {
  body: IncomingMessage;
  /** Offset in the object of the body's first byte. */
  start: number;
  /** Offset in the object behind the body's last byte. */
  end: number;
  /** Size of the object. */
  size: number;
}

function extentOf(answer: IncomingMessage): { start: number; end: number; size: number } {
  const contentLength = Number(answer.headers['content-length'] ?? Number.NaN);
  if (answer.statusCode === 200) {
    // OSS ignores a range that reaches past the end of the object, and sends all of it.
    if (Number.isSafeInteger(contentLength)) return { start: 0, end: contentLength, size: contentLength };
  } else {
    const [, start, last, size] =
      /^bytes (\d+)-(\d+)\/(\d+)$/.exec(answer.headers['content-range'] ?? '') ?? [];
    const extent = { start: Number(start), end: Number(last) + 1, size: Number(size) };
    if (extent.start < extent.end && extent.end <= extent.size) return extent;
  }
  throw new TransientError(`OSS answered ${answer.statusCode} without saying which bytes it sends`);
}

/** Sends requests for one object: each call is one attempt. */
export class Origin {
  constructor(
    readonly source: ObjectSource,
    readonly address: ObjectAddress,
    private readonly meter: ReadMeter,
    private readonly settings: ReaderSettings,
  ) {}

  /**
   * @param range a value of the `Range` header
   * @param etag the version to read; any when undefined
   * @throws TransientError, or what `errorOf` makes of the answer
   */
  async get(range: string, etag: string | undefined, signal: AbortSignal): Promise<Answer> {
    const body = await this.send(
      'GET',
      { Range: range, ...(etag ? { 'If-Match': `"${etag}"` } : {}) },
      signal,
    );
    if (body.statusCode === 200 || body.statusCode === 206) {
      try {
        return { body, ...extentOf(body) };
      } catch (error) {
        body.destroy();
        throw error;
      }
    }
    const error = await errorOf(body);
    body.destroy();
    throw error;
  }

  async head(signal: AbortSignal): Promise<IncomingMessage> {
    const answer = await this.send('HEAD', {}, signal);
    answer.resume();
    if (answer.statusCode === 200) return answer;
    throw await errorOf(answer);
  }

  private send(method: 'GET' | 'HEAD', headers: Record<string, string>, signal: AbortSignal) {
    const options = signRequest(method, this.source, this.address, SIGNATURE_SECONDS);
    const agent = connections(options.protocol);
    const answered = this.meter.send();
    return new Promise<IncomingMessage>((resolve, reject) => {
      const { request } = options.protocol === 'https:' ? https : http;
      const attempt = request({ ...options, headers, agent, signal });
      let timer: NodeJS.Timeout;
      const within = (milliseconds: number, what: string): void => {
        clearTimeout(timer);
        timer = setTimeout(
          () => attempt.destroy(new TransientError(`OSS ${what} within ${milliseconds / 1000} s`)),
          milliseconds,
        );
      };
      within(this.settings.connectTimeout, 'accepted no connection');
      attempt.on('socket', (socket) => {
        const connected = (): void => within(this.settings.answerTimeout, 'began no answer');
        if (!socket.connecting) return connected();
        socket.once(options.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
      });
      attempt.on('response', (answer) => {
        clearTimeout(timer);
        answered();
        resolve(answer);
      });
      attempt.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        if (signal.aborted || error instanceof TransientError) return reject(error);
        if (error.code === 'ERR_INVALID_URL' || error.code === 'ERR_UNESCAPED_CHARACTERS') {
          return reject(new PlatformError(`OSS cannot be asked for this object (${error.code}).`));
        }
        reject(
          new TransientError(
            `The connection to OSS failed (${error.code ?? error.name})`,
            attempt.reusedSocket,
          ),
        );
      });
      attempt.end();
    });
  }
}

/** A signal that is aborted at a time, with a reason. To be cleared, lest its timer outlive its use. */
export function signalAt(deadline: number, reason: () => Error): AbortController & { clear(): void } {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const timer = setTimeout(() => controller.abort(reason()), Math.max(0, deadline - Date.now()));
  return Object.assign(controller, { clear: () => clearTimeout(timer) });
}
