import type OSS from 'ali-oss';
import { seededRandom } from 'stand-in-cloud';
import { isPassing } from '../upload/upload';
import { APPENDED, CONTENTS, isAppendable, keyOf } from './contents';

/** How the operations of writers ended. */
export interface WriterCounts {
  /** By name. */
  operations: Record<string, number>;
  /** The writer was told that it was done. */
  succeeded: number;
  /** OSS refused it for good, such as appending to an object that cannot be appended to. */
  refused: number;
  /** It failed, and the writer left it at that, not knowing whether it was done. */
  failed: number;
  /** Attempts that failed and were made again. */
  retried: number;
}

export const newCounts = (): WriterCounts => ({
  operations: {},
  succeeded: 0,
  refused: 0,
  failed: 0,
  retried: 0,
});

/** Often enough that objects come about; what fails three times is left in doubt. */
const ATTEMPTS = 3;

/** Least size of a part that is not the last. */
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

  /** Makes the n-th object, then changes or deletes any. */
  async touch(n: number): Promise<void> {
    if (isAppendable(n)) await this.perform('append', n, (key) => this.append(key));
    else await this.perform('put', n, (key) => this.put(key));
    // Chosen by the object, not by the writer: which writer comes to it first goes by time.
    await this.change(seededRandom(this.seed, 'change', n));
  }

  /** Does something to an object. */
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

  /** Often of an object that is not there, which OSS refuses. */
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

  /** The client's own `uploadPart` takes a file; this is what it makes of one. */
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
