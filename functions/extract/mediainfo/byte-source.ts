/** Where the bytes of an object come from. */
export interface ByteSource {
  /**
   * Bytes from `offset` on: `length` of them, fewer at the end of the object, and more if they are at hand.
   * They are good until the next call.
   */
  read(offset: number, length: number): Promise<Buffer[]>;
  /** Up to `most` bytes that are likely to be asked for and at hand, from `offset` on. */
  atHand?(offset: number, most: number): Buffer[];
  /** `length` bytes from `offset` on were wanted, and those up to `end`, which `atHand` gave, were handed over. */
  handedOver?(offset: number, length: number, end: number): void;
  /** To be called when bytes have come in. */
  onArrival?: (() => void) | undefined;
}
