import type { ByteSource } from '../byte-source';
import { BLOCK_BYTES, type BlockFile, type Span } from '../object-reader/block-file';
import type { ReadRange } from './box-tree';
import type { Mask } from './mask';

const FREE = Buffer.from('free');

/**
 * An object with some bytes replaced. The replacement bytes are in a block of their own, and every read stops
 * where they begin or end. The blocks of the object's reader are never changed, so the next mask starts from
 * the real bytes.
 */
export class MaskedSource implements ByteSource {
  /** Where `free` is in the mailbox. Zeros follow it. */
  private readonly place: number;

  constructor(
    private readonly source: ByteSource,
    private readonly mask: Mask,
    file: BlockFile,
  ) {
    this.place = file.take() * BLOCK_BYTES;
    const bytes = Buffer.alloc(BLOCK_BYTES);
    FREE.copy(bytes);
    file.write(bytes, 0, { place: this.place, bytes: bytes.length });
  }

  async read(offset: number, length: number): Promise<Span> {
    const hidden = this.mask.hidden.find(({ end }) => end > offset);
    if (!hidden || offset + length <= hidden.start) {
      return this.cut(await this.source.read(offset, length), offset, hidden?.start);
    }
    if (offset < hidden.start) {
      return this.cut(await this.source.read(offset, hidden.start - offset), offset, hidden.start);
    }
    if (hidden.as === 'free') {
      return { place: this.place + offset - hidden.start, bytes: hidden.end - offset };
    }
    const zeros = { place: this.place + FREE.length, most: BLOCK_BYTES - FREE.length };
    return { place: zeros.place, bytes: Math.min(hidden.end - offset, zeros.most) };
  }

  /** The source may return more bytes than it was asked for. */
  private cut({ place, bytes }: Span, offset: number, before = Number.POSITIVE_INFINITY): Span {
    return { place, bytes: Math.min(bytes, before - offset) };
  }
}

/** Copies the bytes that a source returns. Do not use it while mediainfo reads from the same source. */
export function rangesOf(source: ByteSource, file: BlockFile): ReadRange {
  return async (offset, length, memory = Buffer.allocUnsafe(length)) => {
    let done = 0;
    while (done < length) {
      const { place, bytes } = await source.read(offset + done, length - done);
      if (bytes === 0) break;
      const useful = Math.min(bytes, length - done);
      file.readInto(memory, done, { place, bytes: useful });
      done += useful;
    }
    return memory.subarray(0, done);
  };
}
