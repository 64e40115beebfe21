import type OSS from 'ali-oss';
import { seededRandom } from 'stand-in-cloud';
import { isPassing } from '../upload/upload';
import { APPENDED, CONTENTS, isAppendable, keyOf } from './contents';

/** How the writers' operations ended. */
export interface WriterCounts {
  /** Number of operations by name. */
  operations: Record<string, number>;
  /** The service confirmed the operation. */
  succeeded: number;
  /** OSS refused it for good, for example appending to an object that does not allow it. */
  refused: number;
  /** It failed, and the writer gave up without knowing whether it was done. */
  failed: number;
  /** Attempts that failed and were repeated. */
  retried: number;
}

export const newCounts = (): WriterCounts => ({
  operations: {},
  succeeded: 0,
  refused: 0,
  failed: 0,
  retried: 0,
});

/** Enough that most objects are created. After three failures nobody knows whether the operation was done. */
const ATTEMPTS = 3;

/** Least size of a part, except the last one. */
const MIN_PART_BYTES = 100 * 1024;

type Operation = (key: string) => Promise<unknown>;

/** One of several clients that change the same objects without knowing of each other. */
export class Writer {
  private readonly random: () => number;

  constructor(
    private readonly oss: OSS,
    private readonly objects: number,
    private readonly seed: number,
    number: number,
    private readonly counts: WriterCounts,
  ) {
    this.random = seededRandom(seed, 'writer', number);
  }

  /** Creates the n-th object, then changes or deletes any object. */
  async touch(n: number): Promise<void> {
    if (isAppendable(n)) await this.perform('append', n, (key) => this.append(key));
    else await this.perform('put', n, (key) => this.put(key));
    // Depends on the object, not on the writer, because it depends on timing which writer comes to it first.
    await this.change(seededRandom(this.seed, 'change', n));
  }

  /** Does a random operation on an object. */
  async change(random = this.random): Promise<void> {
    const n = Math.floor(random() * this.objects);
    const kind = random();
    if (kind < 0.35) await this.perform('put', n, (key) => this.put(key));
    else if (kind < 0.5) await this.perform('delete', n, (key) => this.oss.delete(key));
    else if (kind < 0.58) await this.perform('delete many', n, (key) => this.deleteMany(key));
    else if (kind < 0.72) await this.perform('copy', n, (key) => this.copy(key));
    else if (kind < 0.86) await this.perform('multipart', n, (key) => this.multipart(key));
    else await this.perform('append', n - (n % 8) + 1, (key) => this.append(key));
  }

  private async perform(name: string, n: number, operation: Operation): Promise<void> {
    const { counts } = this;
    counts.operations[name] = (counts.operations[name] ?? 0) + 1;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await operation(keyOf(n));
        counts.succeeded += 1;
        return;
      } catch (error) {
        if (typeof (error as { status?: number }).status !== 'number') throw error;
        if (!isPassing(error)) {
          counts.refused += 1;
          return;
        }
        if (attempt === ATTEMPTS) {
          counts.failed += 1;
          return;
        }
        counts.retried += 1;
      }
    }
  }

  private put(key: string): Promise<unknown> {
    return this.oss.put(key, this.content());
  }

  private deleteMany(key: string): Promise<unknown> {
    return this.oss.deleteMulti([key, keyOf(this.below(this.objects)), keyOf(this.below(this.objects))]);
  }

  /** The source is often missing, and then OSS refuses. */
  private copy(key: string): Promise<unknown> {
    return this.oss.copy(key, keyOf(this.below(this.objects)));
  }

  private async append(key: string): Promise<unknown> {
    return this.oss.append(key, APPENDED, { position: await this.appendPosition(key) });
  }

  private async appendPosition(key: string): Promise<string> {
    try {
      const { res } = await this.oss.head(key);
      return String((res.headers as Record<string, string>)['x-oss-next-append-position'] ?? 0);
    } catch (error) {
      if ((error as { status?: number }).status === 404) return '0';
      throw error;
    }
  }

  private async multipart(key: string): Promise<unknown> {
    const { uploadId } = await this.oss.initMultipartUpload(key);
    const bytes = Buffer.concat([this.content(), Buffer.alloc(MIN_PART_BYTES)]);
    const parts: { number: number; etag: string }[] = [];
    const pieces = [bytes.subarray(0, MIN_PART_BYTES), bytes.subarray(MIN_PART_BYTES)];
    for (const [index, piece] of pieces.entries()) {
      if (piece.length === 0) continue;
      const { etag } = await this.uploadPart(key, uploadId, index + 1, piece);
      parts.push({ number: index + 1, etag });
    }
    return this.oss.completeMultipartUpload(key, uploadId, parts);
  }

  /** The client's own `uploadPart` only takes a file. This makes the same request. */
  private async uploadPart(
    key: string,
    uploadId: string,
    number: number,
    bytes: Buffer,
  ): Promise<{ etag: string }> {
    const raw = this.oss as unknown as {
      _objectRequestParams(method: string, name: string, options: object): Record<string, unknown>;
      request(params: object): Promise<{ res: { headers: { etag: string } } }>;
    };
    const parameters = raw._objectRequestParams('PUT', key, {});
    const { res } = await raw.request({
      ...parameters,
      subres: { partNumber: String(number), uploadId },
      content: bytes,
      successStatuses: [200],
    });
    return { etag: res.headers.etag };
  }

  private content(): Buffer {
    return CONTENTS[this.below(CONTENTS.length)]!;
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }
}
