import { setTimeout as sleep } from 'node:timers/promises';
import type OSS from 'ali-oss';
import type { Input } from './inputs';
import { timeoutOf } from './request-time';

/** What one request carries: few requests for a large file, and little to send again after a fault. */
export const PART_BYTES = 10 * 1024 * 1024;

/** OSS takes at most 10,000 parts, so those of a very large file are larger. */
const partSizeOf = (size: number): number => Math.max(PART_BYTES, Math.ceil(size / 10_000));

/** Time to notice an interruption, and for the request that takes the parts away: a person is waiting. */
const STOP_MS = 2_000;

/** Members of the client that its types do not name: how it ends an upload, and the files that it is reading. */
interface Internals {
  cancel?(): void;
  multipartUploadStreams?: { bytesRead?: number }[];
}

/** A large file on its way up in parts; what has arrived is not sent again. */
export class MultipartUpload {
  private checkpoint: OSS.Checkpoint | undefined;
  private told = 0;

  constructor(
    private readonly client: OSS,
    private readonly input: Input,
    private readonly answerMs?: number,
    private readonly onProgress?: (fraction: number) => void,
  ) {}

  readonly attempt = async (): Promise<void> => {
    const { key, path, size } = this.input;
    const partSize = partSizeOf(size);
    try {
      await this.client.multipartUpload(key, path, {
        partSize,
        timeout: timeoutOf(partSize, this.answerMs),
        checkpoint: this.checkpoint,
        progress: async (_fraction: number, reached: OSS.Checkpoint) => {
          this.checkpoint = reached;
          this.onProgress?.(this.sent());
        },
      });
    } catch (error) {
      // Completed already, when only the answer to that was lost; otherwise it has to begin anew.
      if ((error as { code?: string }).code !== 'NoSuchUpload') throw error;
      this.checkpoint = undefined;
      const { res } = await this.client.head(key);
      if (Number((res.headers as Record<string, string>)['content-length']) !== size) throw error;
    }
  };

  /** The fraction that was sent: parts that have arrived, and what was read of others. A connection buffers very little. */
  readonly sent = (): number => {
    const { size } = this.input;
    const { multipartUploadStreams: open = [] } = this.client as unknown as Internals;
    const arrived = (this.checkpoint?.doneParts.length ?? 0) * partSizeOf(size);
    const read = open.reduce((sum, { bytesRead = 0 }) => sum + bytesRead, 0);
    // Between the end of its sending and its answer, a part is in neither number. So the progress never goes back.
    this.told = Math.max(this.told, Math.min(1, (arrived + read) / size));
    return this.told;
  };

  readonly stop = async (ending: Promise<void>): Promise<void> => {
    const warn = console.warn;
    // The client warns about each request that it is made to give up.
    console.warn = () => {};
    try {
      (this.client as unknown as Internals).cancel?.();
      await Promise.race([ending, sleep(STOP_MS, undefined, { ref: false })]);
      const { uploadId } = this.checkpoint ?? {};
      if (!uploadId) return;
      const timeout = { timeout: STOP_MS };
      // Parts that nobody takes away cost money; a rule of the bucket for old uploads catches what fails here.
      await this.client.abortMultipartUpload(this.input.key, uploadId, timeout).catch(() => {});
    } finally {
      console.warn = warn;
    }
  };
}
