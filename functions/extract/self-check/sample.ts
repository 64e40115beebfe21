import { SILENT_WAV_RATE, silentWav } from '../../../contract/silent-wav';
import type { ByteSource } from '../byte-source';
import { BLOCK_BYTES, type BlockFile } from '../object-reader/block-file';

/** A tenth of a second: it fits in one block, and costs the package nothing. */
export const sample = (): Buffer => silentWav(0.1);

/** What MediaInfo must say of it. */
export const EXPECTED = [
  '<Format>Wave</Format>',
  '<Format>PCM</Format>',
  `<SamplingRate>${SILENT_WAV_RATE}</SamplingRate>`,
];

/** Gives out bytes that all lie in the first block of a mailbox. @param bytes at most one block */
export function sourceOf(bytes: Buffer, mailbox: BlockFile): ByteSource {
  const place = mailbox.take() * BLOCK_BYTES;
  mailbox.write(bytes, 0, { place, bytes: bytes.length });
  return {
    read: async (offset) => ({ place: place + offset, bytes: Math.max(0, bytes.length - offset) }),
  };
}
