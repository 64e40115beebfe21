import { AnswerBody } from './answer-body';
import { connectionTo, dropIdle, newConnection } from './connections';
import { type HttpConnection, type HttpPeer, SilenceError } from './http-connection';
import { HttpSyntaxError } from './http-head';

/**
 * Milliseconds without an answer after which a connection that was used before is taken for dead. OSS and Tablestore
 * answer in 5 to 50 ms. Gateways forget connections of a frozen instance without a word; then nothing comes back at all.
 */
const SILENCE = 2_000;

export interface Exchange {
  peer: HttpPeer;
  /** The head of the request, with the empty line at its end. */
  head: string;
  body?: Buffer;
  /** True for a HEAD request: its answer has no body. */
  bodyless?: boolean;
  /** Milliseconds to establish a connection. */
  connectTimeout: number;
  /** Milliseconds until the answer must begin. */
  answerTimeout: number;
  /** Ends the exchange while its answer has not begun, and the connection while its body has not ended. */
  signal?: AbortSignal;
  /** Whether a further connection is made ready, for a request that follows soon. */
  spare?: boolean;
  /** Called for each time that the request is sent. What it throws ends the exchange. */
  onSend?: () => void;
}

/**
 * Sends a request and waits for the head of the answer.
 *
 * When a connection that was kept turns out to be dead or silent, so may be all others that were: they are closed, and
 * the request is sent once more, at once, over a new one. While an instance is frozen connections end unnoticed, so that
 * is no fault of the service. The service may have carried out the first request all the same: a write must have a
 * condition that fails then.
 *
 * @throws SilenceError when there is no connection or no answer in time; HttpSyntaxError for what is no HTTP; the reason
 * of `signal`; the error of the socket, with its `code`
 */
export async function exchange(request: Exchange): Promise<AnswerBody> {
  const { peer, answerTimeout, signal, spare = false, onSend } = request;
  signal?.throwIfAborted();
  onSend?.();
  const { connection, reused } = connectionTo(peer, spare);
  if (!reused) return attempt(request, connection, answerTimeout);
  try {
    return await attempt(request, connection, Math.min(SILENCE, answerTimeout));
  } catch (error) {
    if (signal?.aborted || error instanceof HttpSyntaxError) throw error;
    dropIdle(peer);
    onSend?.();
    return attempt(request, newConnection(peer), answerTimeout);
  }
}

function attempt(
  { head: text, body, bodyless = false, connectTimeout, signal }: Exchange,
  connection: HttpConnection,
  answerTimeout: number,
): Promise<AnswerBody> {
  return new Promise<AnswerBody>((resolve, reject) => {
    let timer: NodeJS.Timeout;
    const within = (milliseconds: number, what: string): void => {
      clearTimeout(timer);
      const late = (): void =>
        connection.destroy(new SilenceError(`${what} within ${milliseconds / 1000} s`));
      timer = setTimeout(late, milliseconds);
    };
    const aborted = (): void => connection.destroy();
    signal?.addEventListener('abort', aborted, { once: true });
    const ended = (): void => signal?.removeEventListener('abort', aborted);
    within(connectTimeout, 'accepted no connection');
    connection.whenConnected(() => within(answerTimeout, 'began no answer'));
    connection.send(
      { text, body, bodyless },
      {
        head: (head) => {
          clearTimeout(timer);
          const answer = new AnswerBody(head, connection, ended);
          resolve(answer);
          return answer;
        },
        failed: (error) => {
          clearTimeout(timer);
          ended();
          reject(signal?.aborted ? signal.reason : error);
        },
      },
    );
  });
}
