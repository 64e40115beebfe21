import { randomUUID } from 'node:crypto';
import { constants, mkdirSync, readdirSync, rmSync, symlinkSync, unlink } from 'node:fs';
import { copyFile, type FileHandle, open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Segment } from './records';

/** Large enough that system calls cost little, small enough for many answers at the same time. */
export const CHUNK_BYTES = 256 * 1024;

/**
 * Files of bytes that never change after they were written. Objects refer to pieces of them, so completing an upload,
 * appending and copying copy no bytes. A blob is kept while an object, a part or an answer holds it: an answer goes on
 * with the version that it began with.
 */
export class BlobStore {
  private readonly holders = new Map<string, number>();

  constructor(private readonly directory: string) {
    mkdirSync(directory, { recursive: true });
  }

  /** Opens a new blob; its writer holds it until {@link release}. */
  async create(): Promise<{ blob: string; file: FileHandle }> {
    const blob = randomUUID();
    const file = await open(this.path(blob), 'wx');
    this.holders.set(blob, 1);
    return { blob, file };
  }

  /** Makes a blob that is a link to a file elsewhere. Nobody holds it yet. */
  link(file: string): string {
    const blob = randomUUID();
    symlinkSync(resolve(file), this.path(blob));
    return blob;
  }

  /**
   * Makes a blob of a file without copying its bytes: a clone where the file system can share blocks (Btrfs, XFS, ZFS),
   * else a link. Its caller holds it until {@link release}.
   */
  async adopt(file: string): Promise<{ blob: string; how: 'cloned' | 'linked' }> {
    const blob = randomUUID();
    let how: 'cloned' | 'linked' = 'cloned';
    try {
      await copyFile(file, this.path(blob), constants.COPYFILE_FICLONE_FORCE);
    } catch {
      // What the attempt left, if anything.
      rmSync(this.path(blob), { force: true });
      symlinkSync(resolve(file), this.path(blob));
      how = 'linked';
    }
    this.holders.set(blob, 1);
    return { blob, how };
  }

  hold(segments: readonly Segment[]): void {
    for (const { blob } of segments) this.holders.set(blob, (this.holders.get(blob) ?? 0) + 1);
  }

  release(segments: readonly Pick<Segment, 'blob'>[]): void {
    for (const { blob } of segments) {
      const left = (this.holders.get(blob) ?? 0) - 1;
      if (left > 0) {
        this.holders.set(blob, left);
        continue;
      }
      this.holders.delete(blob);
      unlink(this.path(blob), (error) => {
        // The data directory may be removed before the last answer has ended.
        if (error && error.code !== 'ENOENT') throw error;
      });
    }
  }

  /** Removes blobs that no record refers to: rests of writes that a crash interrupted. */
  removeOrphans(): void {
    for (const name of readdirSync(this.directory)) {
      if (!this.holders.has(name)) rmSync(join(this.directory, name));
    }
  }

  /**
   * Bytes `start` to `end` (not included) of segments one after the other. The caller holds them meanwhile.
   *
   * @param into memory that is used for every chunk, so a chunk is valid until the next one is asked for. @default
   *   memory of its own for each chunk
   */
  async *read(
    segments: readonly Segment[],
    start: number,
    end: number,
    into?: Buffer,
  ): AsyncGenerator<Buffer, void, undefined> {
    for (const piece of slice(segments, start, end)) {
      const file = await open(this.path(piece.blob), 'r');
      try {
        for (let done = 0; done < piece.length; ) {
          const wanted = Math.min(into?.length ?? CHUNK_BYTES, piece.length - done);
          const memory = into ?? Buffer.allocUnsafe(wanted);
          const { bytesRead, buffer } = await file.read(memory, 0, wanted, piece.offset + done);
          if (bytesRead === 0)
            throw new Error(`Blob ${piece.blob} ends early, at ${piece.offset + done} bytes`);
          yield buffer.subarray(0, bytesRead);
          done += bytesRead;
        }
      } finally {
        await file.close();
      }
    }
  }

  private path(blob: string): string {
    return join(this.directory, blob);
  }
}

/** The pieces of segments that hold bytes `start` to `end` (not included). */
export function slice(segments: readonly Segment[], start: number, end: number): Segment[] {
  const pieces: Segment[] = [];
  let position = 0;
  for (const { blob, offset, length } of segments) {
    const from = Math.max(start - position, 0);
    const to = Math.min(end - position, length);
    if (from < to) pieces.push({ blob, offset: offset + from, length: to - from });
    position += length;
    if (position >= end) break;
  }
  return pieces;
}
