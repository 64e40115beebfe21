/**
 * How many bytes a file must have at least, by what its first bytes say: for containers whose size MediaInfo does not
 * compare with the file's. It does so for MPEG-4, Matroska, MXF, RIFF, AIFF and JPEG 2000.
 *
 * @param head the first bytes of the file, as many as are at hand
 * @returns undefined for other formats, and where the file does not say it, as when it was written as a stream
 */
export function declaredEnd(head: Buffer): number | undefined {
  const rule = RULES.find(({ signature, at = 0 }) =>
    head.subarray(at, at + signature.length).equals(signature),
  );
  try {
    return rule?.end(head);
  } catch {
    // The head ends before the number does.
    return undefined;
  }
}

interface Rule {
  signature: Buffer;
  /** @default 0 */
  at?: number;
  end(head: Buffer): number | undefined;
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** Sizes of 32 and 64 bits that stand for "not known", and those that no file has. */
const known = (size: number): number | undefined => (size > 0 && size < 0xffff_ffff ? size : undefined);
const known64 = (size: bigint): number | undefined =>
  size > 0n && size < 2n ** 53n ? Number(size) : undefined;

const plus = (start: number, size: number | undefined): number | undefined =>
  size === undefined ? undefined : start + size;

const RULES: Rule[] = [
  // WebP (RFC 9649): RIFF with the size of what follows.
  { signature: Buffer.from('WEBP'), at: 8, end: (head) => plus(8, known(head.readUInt32LE(4))) },
  // Wave64: the size of all of the file after its first identifier.
  {
    signature: hex('726966662e91cf11a5d628db04c10000'),
    end: (head) => known64(head.readBigUInt64LE(16)),
  },
  // AU: where the data begins, and how many bytes they are.
  { signature: Buffer.from('.snd'), end: (head) => plus(head.readUInt32BE(4), known(head.readUInt32BE(8))) },
  { signature: Buffer.from('caff'), end: endOfSound },
  // ASF: the header object, and behind it the data object. The size of the latter is 0 in a broadcast.
  { signature: hex('3026b2758e66cf11a6d900aa0062ce6c'), end: endOfAsf },
  { signature: Buffer.from('.RMF'), end: endOfRealMedia },
  // DSF and DSDIFF: all of the file; the chunk after its own header of 12 bytes.
  { signature: Buffer.from('DSD '), end: (head) => known64(head.readBigUInt64LE(12)) },
  { signature: Buffer.from('FRM8'), end: (head) => plus(12, known64(head.readBigUInt64BE(4))) },
  { signature: Buffer.from('TTA1'), end: endOfTta },
];

/** Core Audio Format: chunks; that of the sound may say -1 for "up to the end of the file". */
function endOfSound(head: Buffer): number | undefined {
  for (let at = 8; at + 12 <= head.length; ) {
    const size = known64(head.readBigUInt64BE(at + 4));
    const end = plus(at + 12, size);
    if (head.toString('latin1', at, at + 4) === 'data' || end === undefined) return end;
    at = end;
  }
  return undefined;
}

const ASF_DATA = hex('3626b2758e66cf11a6d900aa0062ce6c');

function endOfAsf(head: Buffer): number | undefined {
  const data = known64(head.readBigUInt64LE(16));
  if (data === undefined || !head.subarray(data, data + 16).equals(ASF_DATA)) return undefined;
  return plus(data, known64(head.readBigUInt64LE(data + 16)));
}

/** RealMedia: chunks, each with its whole size. */
function endOfRealMedia(head: Buffer): number | undefined {
  for (let at = 0; at + 8 <= head.length; ) {
    const end = plus(at, known(head.readUInt32BE(at + 4)));
    if (head.toString('latin1', at, at + 4) === 'DATA' || end === undefined) return end;
    at = end;
  }
  return undefined;
}

/** Each frame but the last has as many samples: 256/245 s. */
const ttaFrame = (rate: number): number => Math.floor((256 * rate) / 245);

/** True Audio 1: a header of 22 bytes, the size of each frame, and a checksum of these. */
function endOfTta(head: Buffer): number | undefined {
  const frames = Math.ceil(head.readUInt32LE(14) / ttaFrame(head.readUInt32LE(10)));
  let end = 22 + 4 * frames + 4;
  for (let i = 0; i < frames; i += 1) end += head.readUInt32LE(22 + 4 * i);
  return end;
}
