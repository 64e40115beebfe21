import { declaredEnd } from './declared-end';

/** The first and the last bytes of an object, as far as they were read for its description. */
export interface Ends {
  head?: Buffer;
  tail?: Buffer;
}

/**
 * Bytes by which a file may be shorter than it says and yet be whole: old programs count a header of 8 bytes, or the
 * padding.
 */
const MISCOUNTED = 16;

/** True when a file lacks its end, by its own first and last bytes. */
export function isMissingEnd({ head, tail }: Ends, size: number): boolean {
  if (!head) return false;
  const end = declaredEnd(head);
  if (end !== undefined) return end - size > MISCOUNTED;
  if (isPng(head)) return tail !== undefined && !hasPngEnd(tail);
  if (!isJpeg(head) || !runsOff(head)) return false;
  return head.length >= size || (tail !== undefined && endsInScan(tail));
}

const isPng = (head: Buffer): boolean => head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'));

/** Its last chunk is empty; what programs put behind it is shorter than what is looked at. */
const hasPngEnd = (tail: Buffer): boolean => tail.includes('IEND');

const isJpeg = (head: Buffer): boolean => head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'));

/** JPEG-LS puts bits into its scans, not bytes: nothing can be told of it here. */
const [SCAN, END, JPEG_LS] = [0xda, 0xd9, 0xf7];

/** Behind 0xFF in a scan: the 0 that it has to put in, or a marker of restart (ITU-T T.81, B.1.1.5). */
const isInScan = (follower: number): boolean => follower === 0 || (follower >= 0xd0 && follower <= 0xd7);

/** True when a JPEG goes on behind these first bytes of it. A marker that is none leaves the question open. */
function runsOff(bytes: Buffer): boolean {
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff || marker === END || marker === JPEG_LS) return false;
    // Any number of 0xFF may stand before a marker.
    if (marker === 0xff) at += 1;
    else {
      at += 2 + bytes.readUInt16BE(at + 2);
      if (marker === SCAN) at = endOfScan(bytes, at);
    }
  }
  return !(bytes[at] === 0xff && bytes[at + 1] === END);
}

/** Where the marker behind a scan is, or the end of the bytes. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 2)) {
    if (at + 1 < bytes.length && !isInScan(bytes[at + 1]!)) return at;
  }
  return bytes.length;
}

/** Bytes without one 0xFF are no sign: zeros, or a text, may stand behind a picture. 4,096 bytes of a scan have 16. */
const FEWEST_STUFFED = 4;

/**
 * True when the last bytes are those of a scan. Of other data, 16 of 4,096 bytes are 0xFF, and hardly one of them has
 * such a follower.
 */
function endsInScan(tail: Buffer): boolean {
  let stuffed = 0;
  for (let at = tail.indexOf(0xff); at >= 0 && at + 1 < tail.length; at = tail.indexOf(0xff, at + 2)) {
    const follower = tail[at + 1]!;
    if (!isInScan(follower)) return false;
    if (follower === 0) stuffed += 1;
  }
  return stuffed >= FEWEST_STUFFED;
}
