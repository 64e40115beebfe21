import type { Box } from './box-tree';

/** Bytes of an object that mediainfo is not to see. */
export interface Hidden {
  start: number;
  end: number;
  /** What it sees instead: the name of a box whose content is skipped, or nothing but zeros. */
  as: 'free' | 'zeros';
}

/** What is hidden from mediainfo in one run. Sizes stay, and with them every offset in the file. */
export interface Mask {
  /** The types of the boxes that are hidden, for a person, each once. */
  boxes: string[];
  /** In order, none reaching into another. */
  hidden: Hidden[];
}

/** A box that is passed over with all that it holds. */
export const passedOver = (box: Box): Hidden => ({ start: box.start + 4, end: box.start + 8, as: 'free' });

/** An entry of `stsd` of which the type and the first bytes stay to be seen. */
export const emptiedFrom =
  (bytes: number) =>
  (entry: Box): Hidden => ({ start: entry.content + bytes, end: entry.end, as: 'zeros' });

/** Most types that a reason names: more tell a person nothing. */
const NAMED = 5;

/** A file may call its boxes what it likes. */
const printable = (type: string): string => type.replace(/[^\x20-\x7e\xa9]/g, '?');

export function maskOf(boxes: readonly Box[], hide: (box: Box) => Hidden): Mask {
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
    // What lies in a box that is passed over is not seen anyway.
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
 * @param because of what MediaInfo does with what is hidden, such as `breaks down on`
 */
export function reasonOf({ boxes, hidden }: Mask, mediaInfoVersion: string, because: string): string {
  const [first, ...others] = boxes.slice(0, NAMED).map((type) => `'${type}'`);
  const which = [first, ...others].join(', ') + (boxes.length > NAMED ? ' …' : '');
  return hidden.length === 1
    ? `MediaInfo ${mediaInfoVersion} ${because} the box ${which} of this file; it was described without it.`
    : `MediaInfo ${mediaInfoVersion} ${because} one of the boxes ${which} of this file; it was described without them.`;
}
