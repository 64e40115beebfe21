import type { Box } from './box-tree';

/** A range of bytes that mediainfo must not see. */
export interface HiddenRange {
  start: number;
  end: number;
  /** What mediainfo sees instead. `free`: the name of a box whose content is skipped. `zeros`: only zeros. */
  as: 'free' | 'zeros';
}

/** What is hidden from mediainfo in one run. Sizes do not change, so every offset in the file stays right. */
export interface Mask {
  /** The types of the hidden boxes, each once, for a message. */
  boxes: string[];
  /** Sorted by position, without overlaps. */
  hidden: HiddenRange[];
}

/** Renames a box to `free`, so that mediainfo skips it with everything inside. */
export const passedOver = (box: Box): HiddenRange => ({
  start: box.start + 4,
  end: box.start + 8,
  as: 'free',
});

/** Keeps the type and the first bytes of an entry of `stsd`, and hides the rest. */
export const emptiedFrom =
  (bytes: number) =>
  (entry: Box): HiddenRange => ({ start: entry.content + bytes, end: entry.end, as: 'zeros' });

/** Most types named in a reason. More would not help a person. */
const NAMED = 5;

/** A file can contain any bytes as a box type. */
const printable = (type: string): string => type.replace(/[^\x20-\x7e\xa9]/g, '?');

export function maskOf(boxes: readonly Box[], hide: (box: Box) => HiddenRange): Mask {
  return {
    boxes: [...new Set(boxes.map(({ type }) => printable(type)))],
    hidden: boxes.map(hide).filter(({ start, end }) => start < end),
  };
}

export function joined(...masks: Mask[]): Mask {
  const hidden = masks.flatMap((mask) => mask.hidden).sort((a, b) => a.start - b.start);
  let reached = 0;
  return {
    boxes: [...new Set(masks.flatMap((mask) => mask.boxes))],
    // A range inside a skipped box is hidden already.
    hidden: hidden.filter(({ start, end }) => {
      const apart = start >= reached;
      if (apart) reached = end;
      return apart;
    }),
  };
}

/**
 * The sentence for the row of an object that was described with a mask.
 *
 * @param because what MediaInfo does with the hidden part, such as `breaks down on`
 */
export function reasonOf({ boxes, hidden }: Mask, mediaInfoVersion: string, because: string): string {
  const [first, ...others] = boxes.slice(0, NAMED).map((type) => `'${type}'`);
  const which = [first, ...others].join(', ') + (boxes.length > NAMED ? ' …' : '');
  return hidden.length === 1
    ? `MediaInfo ${mediaInfoVersion} ${because} the box ${which} of this file; it was described without it.`
    : `MediaInfo ${mediaInfoVersion} ${because} one of the boxes ${which} of this file; it was described without them.`;
}
