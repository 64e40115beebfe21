import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type OSS from 'ali-oss';
import { type Input, InputError } from './inputs';

/** Bytes of one part: few requests for a large file, and little to send again after a fault. */
const PART_BYTES = 10 * 1024 * 1024;

/** OSS allows at most 10,000 parts, so a very large file has larger parts. */
const partSizeOf = (size: number): number => Math.max(PART_BYTES, Math.ceil(size / 10_000));

/** With the waits between attempts this takes some ten seconds. A longer fault is not temporary. */
const MAX_ATTEMPTS = 10;
const FIRST_WAIT_MS = 50;
const MAX_WAIT_MS = 2_000;

/** The properties of the client's errors, which its types do not have. */
interface ClientError {
  code?: string;
  /** HTTP status; negative when there was no response. */
  status?: number;
}

/** Milliseconds. A part of a large upload may wait for others: 10 minutes instead of the client's 60 s. */
const TIMEOUT_MS = 600_000;

/** Milliseconds between two looks at a file during its upload. */
const WATCH_MS = 500;

export interface UploadOptions {
  /** Called with the fraction that was uploaded. */
  onProgress?: (fraction: number) => void;
}

/**
 * Uploads one file. After a fault of the network or the service it tries again; an upload in parts then sends
 * only the rest.
 * @throws InputError when the file gets shorter during the upload, because then the announced bytes do not
 * exist
 */
export async function upload(client: OSS, input: Input, options: UploadOptions = {}): Promise<void> {
  let watch: NodeJS.Timeout | undefined;
  const shrunk = new Promise<never>((_resolve, reject) => {
    watch = setInterval(() => {
      try {
        assertNotShorter(input);
      } catch (error) {
        reject(error);
      }
    }, WATCH_MS);
  });
  try {
    await Promise.race([shrunk, insist(input, attemptOf(client, input, options))]);
  } finally {
    clearInterval(watch);
  }
}

/** An upload that continues where it stopped when it is called again. */
function attemptOf(client: OSS, { key, path, size }: Input, options: UploadOptions): () => Promise<void> {
  const { onProgress } = options;
  if (size <= PART_BYTES) {
    return async () => {
      // Not as a stream: when a connection breaks, the client prints its own warnings for a stream.
      await client.put(key, await readFile(path), { timeout: TIMEOUT_MS });
      onProgress?.(1);
    };
  }
  let checkpoint: OSS.Checkpoint | undefined;
  return async () => {
    try {
      await client.multipartUpload(key, path, {
        partSize: partSizeOf(size),
        timeout: TIMEOUT_MS,
        checkpoint,
        progress: async (fraction: number, reached: OSS.Checkpoint) => {
          checkpoint = reached;
          onProgress?.(fraction);
        },
      });
    } catch (error) {
      // The upload was completed, and only the answer was lost; or it must start again.
      if ((error as ClientError).code !== 'NoSuchUpload') throw error;
      checkpoint = undefined;
      const { res } = await client.head(key);
      if (Number((res.headers as Record<string, string>)['content-length']) !== size) throw error;
    }
  };
}

async function insist(input: Input, attempt: () => Promise<void>): Promise<void> {
  for (let failures = 0; ; ) {
    try {
      return await attempt();
    } catch (error) {
      assertNotShorter(input);
      failures += 1;
      if (failures >= MAX_ATTEMPTS || !isPassing(error)) throw error;
      await sleep(Math.min(FIRST_WAIT_MS * 2 ** failures, MAX_WAIT_MS));
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

/** True for temporary faults. Errors of the file system have no status. */
export function isPassing(error: unknown): boolean {
  const { status, code } = error as ClientError;
  return (
    typeof status === 'number' && (status < 0 || status >= 500 || status === 429 || code === 'NoSuchUpload')
  );
}
