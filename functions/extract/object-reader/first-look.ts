import type { ObjectVersion } from '../../../contract/object-version';
import { PlatformError, RecordedError } from '../errors';
import type { HttpHead } from '../http/http-head';
import type { Answer, Origin } from './origin';
import { RangeError416 } from './origin-errors';
import type { ReadMeter } from './read-meter';
import type { ReaderSettings } from './reader-settings';
import { Retry } from './retry';
import { versionOf } from './version-of';

/** What is known after the first answer. The bytes of the head and of the tail may still be on their way. */
export interface FirstLook {
  version: ObjectVersion;
  head: Promise<Answer> | undefined;
  tail: Promise<Answer> | undefined;
}

/** A header of objects that an official SDK encrypted before it uploaded them. */
const ENCRYPTED_BY_CLIENT = 'x-oss-meta-client-side-encryption-key';

/** The same error, which also says which version of the object it is about. */
export function withVersion(error: unknown, version: ObjectVersion | undefined): unknown {
  if (!(error instanceof RecordedError) || error.version) return error;
  return new RecordedError(error.status, error.message, version);
}

function mustName(headers: HttpHead['headers'], size: number): ObjectVersion {
  const version = versionOf(headers, size);
  if (!version) throw new PlatformError('OSS answered without naming the version of the object.');
  if (headers[ENCRYPTED_BY_CLIENT]) {
    const reason = 'The object was encrypted by the program that uploaded it, with a key of its own.';
    throw new RecordedError('ENCRYPTED', reason, version);
  }
  return version;
}

/**
 * Asks for the head and the tail of an object at the same time, before anything is sure of it.
 *
 * @param sizeInEvent what an event told of the object's size. The tail then begins where the head ends, and there is none of
 * an object that fits into the head. It may be wrong, as the object may have been replaced since: then the tail is asked
 * for as soon as the first answer tells the size
 */
export async function firstLook(
  origin: Origin,
  settings: ReaderSettings,
  meter: ReadMeter,
  signal: AbortSignal,
  sizeInEvent = Infinity,
): Promise<FirstLook> {
  const insist = async <T>(attempt: () => Promise<T>): Promise<T> => {
    const retry = new Retry(settings, signal);
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        await retry.after(error);
      }
    }
  };
  const headers = (): Promise<HttpHead['headers']> => insist(() => origin.head(signal));
  const range = settings.openHead ? 'bytes=0-' : `bytes=0-${settings.headBytes - 1}`;
  const head = insist(() => origin.get(range, undefined, signal));
  const askForTail = (bytes: number): Promise<Answer> => {
    // Only one attempt: if it fails, the reader asks again.
    const asked = origin.get(`bytes=-${bytes}`, undefined, signal);
    asked.catch(() => {});
    return asked;
  };
  const tailBytesOf = (size: number): number =>
    Math.min(settings.tailBytes, Math.max(0, size - settings.headBytes));
  const tailBytes = tailBytesOf(sizeInEvent);
  const tail = tailBytes > 0 ? askForTail(tailBytes) : undefined;
  const drop = (): void => {
    tail?.then(({ body }) => body.destroy()).catch(() => {});
  };

  try {
    const answer = await head;
    try {
      const version = mustName(answer.body.headers, answer.size);
      if (answer.size > settings.headBytes) {
        if (tailBytesOf(answer.size) <= tailBytes) return { version, head, tail };
        drop();
        return { version, head, tail: askForTail(tailBytesOf(answer.size)) };
      }
      // The head is the whole object. The tail is read to its end all the same, so that its connection can be used again.
      tail
        ?.then(({ body }) => body.deliverTo({ data: (chunk) => meter.receive(chunk.length), end: () => {} }))
        .catch(() => {});
      return { version, head: answer.size > 0 ? head : undefined, tail: undefined };
    } catch (error) {
      answer.body.destroy();
      throw error;
    }
  } catch (error) {
    drop();
    if (error instanceof RangeError416) {
      const found = await headers();
      const version = mustName(found, Number(found['content-length'] ?? Number.NaN));
      if (version.size > 0) throw new PlatformError('OSS has no bytes of an object that is not empty.');
      return { version, head: undefined, tail: undefined };
    }
    if (!(error instanceof RecordedError) || error.version || signal.aborted) throw error;
    // OSS refused to send it. HEAD may still tell the version.
    const found = await headers().catch(() => undefined);
    throw found ? withVersion(error, versionOf(found, Number(found['content-length'] ?? Number.NaN))) : error;
  }
}
