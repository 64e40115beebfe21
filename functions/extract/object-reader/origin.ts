import { setMaxListeners } from 'node:events';
import type { ObjectAddress } from '../../../contract/object-version';
import { PlatformError, RecordedError } from '../errors';
import type { AnswerBody } from '../http/answer-body';
import { exchange } from '../http/exchange';
import { SilenceError } from '../http/http-connection';
import type { HttpHead } from '../http/http-head';
import type { ObjectSource } from './object-source';
import { errorOf, startOf, TransientError } from './origin-errors';
import type { ReadMeter } from './read-meter';
import type { ReaderSettings } from './reader-settings';
import { type Query, type SignedRequest, signRequest } from './sign-request';

/** Seconds for which a signature is valid: many more than it is used for, as the clocks of two machines differ. */
const SIGNATURE_SECONDS = 900;

/**
 * Milliseconds for which a signature is used again: it does not depend on the range, and to make one takes a tenth of the
 * CPU time of a request.
 */
const SIGNATURE_REUSE = 30_000;

/** An answer whose body has still to be read. */
export interface Answer {
  body: AnswerBody;
  /** Offset in the object of the body's first byte. */
  start: number;
  /** Offset in the object right behind the body's last byte. */
  end: number;
  /** Size of the object. */
  size: number;
}

function extentOf(answer: AnswerBody): { start: number; end: number; size: number } {
  const contentLength = Number(answer.headers['content-length'] ?? Number.NaN);
  if (answer.status === 200) {
    // OSS ignores a range that reaches past the end of the object, and sends all of it.
    if (Number.isSafeInteger(contentLength)) return { start: 0, end: contentLength, size: contentLength };
  } else {
    const [, start, last, size] =
      /^bytes (\d+)-(\d+)\/(\d+)$/.exec(answer.headers['content-range'] ?? '') ?? [];
    const extent = { start: Number(start), end: Number(last) + 1, size: Number(size) };
    if (extent.start < extent.end && extent.end <= extent.size) return extent;
  }
  throw new TransientError(`OSS answered ${answer.status} without saying which bytes it sends`);
}

const NOT_PRINTABLE = /[^\t\x20-\x7e\x80-\xff]/;

/** @throws PlatformError if a value cannot be sent in a request as it is, such as one with a line break */
function requestText({ method, protocol, hostname, port, path }: SignedRequest, headers: object): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  const standard = port === '' || port === (protocol === 'https:' ? '443' : '80');
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${standard ? host : `${host}:${port}`}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  if (path.includes(' ') || lines.some((line) => NOT_PRINTABLE.test(line))) {
    throw new PlatformError('OSS cannot be asked for this object: its name or version fits into no request.');
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Sends requests for one object: each call is one attempt. */
export class Origin {
  private readonly signed = new Map<SignedRequest['method'], { at: number; request: SignedRequest }>();

  constructor(
    readonly source: ObjectSource,
    readonly address: ObjectAddress,
    private readonly meter: ReadMeter,
    private readonly settings: ReaderSettings,
  ) {}

  /**
   * @param range a value of the `Range` header
   * @param etag of the version to read; undefined: whichever is there
   * @throws TransientError, or the error that `errorOf` gives for the answer
   */
  async get(range: string, etag: string | undefined, signal: AbortSignal): Promise<Answer> {
    const body = await this.send(
      'GET',
      { Range: range, ...(etag ? { 'If-Match': `"${etag}"` } : {}) },
      signal,
    );
    if (body.status === 200 || body.status === 206) {
      try {
        return { body, ...extentOf(body) };
      } catch (error) {
        body.destroy();
        throw error;
      }
    }
    throw await errorOf(body, this.settings.stallTimeout);
  }

  /** The headers of the object. */
  async head(signal: AbortSignal): Promise<HttpHead['headers']> {
    const answer = await this.send('HEAD', {}, signal);
    if (answer.status === 200) return answer.headers;
    throw await errorOf(answer, this.settings.stallTimeout);
  }

  /**
   * A document about the object or, with an empty key, its bucket.
   * @param maxBytes of which no document of this kind has more
   * @returns its beginning when it breaks off
   */
  async document(query: Query, maxBytes: number, signal: AbortSignal): Promise<string> {
    const answer = await this.send('GET', {}, signal, query);
    if (answer.status === 200) return startOf(answer, this.settings.stallTimeout, maxBytes);
    throw await errorOf(answer, this.settings.stallTimeout);
  }

  private sign(method: SignedRequest['method'], query?: Query): SignedRequest {
    if (query) return signRequest(method, this.source, this.address, SIGNATURE_SECONDS, new Date(), query);
    const known = this.signed.get(method);
    const at = Date.now();
    if (known && at >= known.at && at - known.at < SIGNATURE_REUSE) return known.request;
    const request = signRequest(method, this.source, this.address, SIGNATURE_SECONDS, new Date(at));
    this.signed.set(method, { at, request });
    return request;
  }

  private async send(
    method: 'GET' | 'HEAD',
    headers: Record<string, string>,
    signal: AbortSignal,
    query?: Query,
  ): Promise<AnswerBody> {
    const peer = this.sign(method, query);
    const head = requestText(peer, headers);
    const { connectTimeout, answerTimeout } = this.settings;
    let answered = (): void => {};
    const onSend = (): void => {
      answered = this.meter.send();
    };
    const bodyless = method === 'HEAD';
    try {
      const answer = await exchange({
        peer,
        head,
        bodyless,
        connectTimeout,
        answerTimeout,
        signal,
        spare: true,
        onSend,
      });
      answered();
      return answer;
    } catch (error) {
      if (signal.aborted || error instanceof RecordedError) throw error;
      if (error instanceof SilenceError) throw new TransientError(`OSS ${error.message}`);
      throw new TransientError(`The connection to OSS failed (${codeOf(error)})`);
    }
  }
}

/** What may be told of an error of the network. */
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).name;

/**
 * A signal that is aborted at a given time.
 *
 * @param deadline in milliseconds since 1970
 * @returns call its `clear` when it is no longer needed, as its timer keeps the process alive
 */
export function signalAt(deadline: number, reason: () => Error): AbortController & { clear(): void } {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const timer = setTimeout(() => controller.abort(reason()), Math.max(0, deadline - Date.now()));
  return Object.assign(controller, { clear: () => clearTimeout(timer) });
}
