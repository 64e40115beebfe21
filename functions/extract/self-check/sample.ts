import type { ByteSource } from '../byte-source';
import { BLOCK_BYTES, type BlockFile } from '../object-reader/block-file';

const RATE = 8_000;

/** A tenth of a second of silence as a WAV file: it fits in one block, and costs the package nothing. */
export function silence(): Buffer {
  const samples = Buffer.alloc(RATE / 10, 0x80);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16); // Bytes of the format that follow.
  header.writeUInt16LE(1, 20); // PCM.
  header.writeUInt16LE(1, 22); // One channel.
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE, 28); // Bytes for each second: each sample is one.
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34); // Bits of a sample.
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** What MediaInfo must say of it. */
export const EXPECTED = [
  '<Format>Wave</Format>',
  '<Format>PCM</Format>',
  `<SamplingRate>${RATE}</SamplingRate>`,
];

/** Gives out bytes that all lie in the first block of a mailbox. @param bytes at most one block */
export function sourceOf(bytes: Buffer, mailbox: BlockFile): ByteSource {
  const place = mailbox.take() * BLOCK_BYTES;
  mailbox.write(bytes, 0, { place, bytes: bytes.length });
  return {
    read: async (offset) => ({ place: place + offset, bytes: Math.max(0, bytes.length - offset) }),
  };
}
