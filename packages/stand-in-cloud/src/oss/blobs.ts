import { randomUUID } from 'node:crypto';
import { constants, mkdirSync, readdirSync, rmSync, symlinkSync, unlink } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BlobReader, type PieceOptions } from './blob-reader';
import { BlobWriter } from './blob-writer';
import type { Segment } from './records';

/** Begins the names of blobs whose bytes are elsewhere. */
const LINK_PREFIX = 'link-';

/**
 * Files of bytes that never change after they were written. Objects refer to pieces of them, so completing an upload,
 * appending and copying copy no bytes. A blob is kept while an object, a part or an answer holds it: an answer goes on
 * with the version that it began with.
 */
export class BlobStore {
  private readonly holders = new Map<string, number>();
  private isReplaying = true;

  constructor(private readonly directory: string) {
    mkdirSync(directory, { recursive: true });
  }

  /** Opens a new blob; its writer holds it until {@link release}. */
  async create(): Promise<BlobWriter> {
    const blob = randomUUID();
    const writer = await BlobWriter.open(this.path(blob), blob);
    this.holders.set(blob, 1);
    return writer;
  }

  /** Makes a blob that is a link to a file elsewhere. Nobody holds it yet. */
  link(file: string): string {
    const blob = LINK_PREFIX + randomUUID();
    symlinkSync(resolve(file), this.path(blob));
    return blob;
  }

  /**
   * Makes a blob of a file without copying its bytes: a clone where the file system can share blocks (Btrfs, XFS, ZFS),
   * else a link. Its caller holds it until {@link release}.
   */
  async adopt(file: string): Promise<{ blob: string; how: 'cloned' | 'linked' }> {
    // A clone has no sums, either: nobody has read its bytes.
    const blob = LINK_PREFIX + randomUUID();
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
      if (this.isReplaying) continue;
      unlink(this.path(blob), (error) => {
        // The data directory may be removed before the last answer has ended.
        if (error && error.code !== 'ENOENT') throw error;
      });
    }
  }

  /** To be called when the holders of an earlier process are known. Until then no file is removed. */
  replayed(): void {
    this.isReplaying = false;
  }

  /** Blobs that no record refers to: rests of writes that a crash interrupted. */
  orphans(): string[] {
    return readdirSync(this.directory).filter((name) => !this.holders.has(name));
  }

  remove(blobs: readonly string[]): void {
    for (const blob of blobs) rmSync(this.path(blob));
  }

  /**
   * Bytes `start` to `end` (not included) of segments one after the other, checked against the sums that were made when
   * they were written. The caller holds them meanwhile.
   * @throws DamagedDataError before any byte of a damaged block is handed out
   */
  async *read(
    segments: readonly Segment[],
    start: number,
    end: number,
    options?: PieceOptions,
  ): AsyncGenerator<Buffer, void, undefined> {
    for (const { blob, offset, length } of slice(segments, start, end)) {
      const isSummed = !blob.startsWith(LINK_PREFIX);
      const reader = BlobReader.open(this.path(blob), blob, isSummed);
      try {
        yield* reader.read(offset, offset + length, options);
      } finally {
        reader.close();
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
