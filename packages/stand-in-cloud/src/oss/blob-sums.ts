import { createHash, type Hash } from 'node:crypto';

// A blob's file holds its bytes as they are, followed by one sum for each block of them. With sums of blocks, a range is
// checked without reading the rest.

/** Small, because a range of a few bytes is read and summed as a whole block. */
export const BLOCK_BYTES = 64 * 1024;
/** Of a SHA-256: enough against accidents, which is what the sums are for. */
export const SUM_BYTES = 8;

/** The sum covers the blob's name and the block's number too, so that mixed-up files and blocks are found. */
export function beginSum(blob: string, block: number): Hash {
  return createHash('sha256').update(`${blob} ${block} `);
}

export const endSum = (sum: Hash): Buffer => sum.digest().subarray(0, SUM_BYTES);

/** How many bytes of a blob's file are the blob's. */
export function contentBytes(fileBytes: number): number {
  const blocks = Math.ceil(fileBytes / (BLOCK_BYTES + SUM_BYTES));
  return Math.max(0, fileBytes - blocks * SUM_BYTES);
}
