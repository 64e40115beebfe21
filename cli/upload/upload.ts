import { closeSync, openSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type OSS from 'ali-oss';
import { type Input, InputError } from './inputs';
import { MultipartUpload, PART_BYTES } from './multipart-upload';
import { timeoutOf } from './request-time';

/** With the waits between attempts this takes some ten seconds. A longer fault is not temporary. */
const MAX_ATTEMPTS = 10;
const FIRST_WAIT_MS = 50;
const MAX_WAIT_MS = 2_000;

/** The properties of the client's errors, which its types do not have. */
interface ClientError {
  code?: string;
  name?: string;
  message?: string;
  /** Of HTTP; negative when there was no answer. */
  status?: number;
}

/** How often a file is looked at while it goes up, and progress is told: as often as a person reads it. */
const WATCH_MS = 250;

export interface UploadOptions {
  /** Told the fraction that has been sent. */
  onProgress?: (fraction: number) => void;
  /** Ends the upload; nothing of the object is left behind. */
  signal?: AbortSignal;
  /** Milliseconds that OSS may take for an answer, beside the time that the bytes take. @default 60,000 */
  answerMs?: number;
}

/** The upload was ended before the object was there. */
export class UploadInterruptedError extends Error {
  override name = 'UploadInterruptedError';
}

/**
 * Uploads one file, again after a fault of the network or the service, and the rest only when it went up in parts.
 * @throws InputError when the file gets shorter meanwhile: the rest of what was promised would never come
 * @throws UploadInterruptedError
 */
export async function upload(client: OSS, input: Input, options: UploadOptions = {}): Promise<void> {
  if (!input.bytes) return uploadPath(client, input, options);
  // The client takes texts only, so it is given the descriptor's name.
  const descriptor = openSync(input.bytes, 'r');
  try {
    await uploadPath(client, { ...input, path: `/proc/self/fd/${descriptor}` }, options);
  } finally {
    closeSync(descriptor);
  }
}

async function uploadPath(client: OSS, input: Input, options: UploadOptions): Promise<void> {
  const { signal, onProgress } = options;
  if (signal?.aborted) throw new UploadInterruptedError();
  const { attempt, sent, stop } = attemptsOf(client, input, options);
  let [watch, onAbort]: [NodeJS.Timeout | undefined, (() => void) | undefined] = [undefined, undefined];
  const ended = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new UploadInterruptedError());
    signal?.addEventListener('abort', onAbort);
    watch = setInterval(() => {
      onProgress?.(sent());
      try {
        assertNotShorter(input);
      } catch (error) {
        reject(error);
      }
    }, WATCH_MS);
  });
  const insisting = insist(input, attempt, signal);
  try {
    await Promise.race([ended, insisting]);
    onProgress?.(1);
  } catch (error) {
    if (signal?.aborted || error instanceof InputError) await stop(insisting.catch(() => {}));
    throw signal?.aborted ? new UploadInterruptedError() : error;
  } finally {
    clearInterval(watch);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
}

interface Attempts {
  /** Called again, it goes on where it came to. */
  attempt(): Promise<void>;
  /** The fraction that has been sent. */
  sent(): number;
  /** Takes back what is there of an object. @param ending settles when the attempt has noticed */
  stop(ending: Promise<void>): Promise<void>;
}

function attemptsOf(client: OSS, input: Input, { answerMs, onProgress }: UploadOptions): Attempts {
  const { key, path, size } = input;
  if (size > PART_BYTES) return new MultipartUpload(client, input, answerMs, onProgress);
  return {
    // Not as a stream: the client prints warnings of its own when the connection of one breaks.
    attempt: async () => {
      await client.put(key, await readFile(path), { timeout: timeoutOf(size, answerMs) });
    },
    sent: () => 0,
    // A single request arrives whole or not at all.
    stop: async () => {},
  };
}

async function insist(input: Input, attempt: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  for (let failures = 0; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted) throw error;
      assertNotShorter(input);
      failures += 1;
      if (failures >= attemptsFor(error)) throw error;
      await sleep(Math.min(FIRST_WAIT_MS * 2 ** failures, MAX_WAIT_MS), undefined, { signal });
    }
  }
}

function assertNotShorter({ path, size }: Input): void {
  const now = statSync(path, { throwIfNoEntry: false })?.size;
  if (now === undefined || now < size) {
    throw new InputError(
      `'${path}' changed while it was uploaded: it had ${size} bytes, now ${now === undefined ? 'it is gone' : `it has ${now}`}.`,
    );
  }
}

/**
 * A service that says nothing is asked once more only, since each time takes as long as the first; so is an address at
 * which there is none.
 */
function attemptsFor(error: unknown): number {
  if (!isPassing(error)) return 1;
  const { code, name, message } = error as ClientError;
  return /Timeout|ECONNREFUSED|ENOTFOUND/.test(`${code} ${name} ${message}`) ? 2 : MAX_ATTEMPTS;
}

/** Errors of the file system have no status. */
export function isPassing(error: unknown): boolean {
  const { status, code } = error as ClientError;
  return (
    typeof status === 'number' && (status < 0 || status >= 500 || status === 429 || code === 'NoSuchUpload')
  );
}
