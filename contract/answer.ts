/** One object in the function's answer; its log line says the same. */
export interface ObjectAnswer {
  bucket: string;
  key: string;
  /**
   * `written`: the row is new; `unchanged`: it was right already; `deleted`: the object is gone, and now its row;
   * `absent`: there is neither; `ignored`: a folder marker, which has no row; `failed`: it must be tried again.
   */
  action: 'written' | 'unchanged' | 'deleted' | 'absent' | 'ignored' | 'failed';
  status?: string;
  reason?: string;
  etag?: string;
  /** Bytes. */
  size?: number;
  rounds?: number;
  requests?: number;
  roundTrips?: number;
  bytes?: number;
  /** From the beginning of the object to its row. */
  milliseconds: number;
}

/** What the function answers when every object of an event was dealt with. */
export interface Answer {
  objects: ObjectAnswer[];
  /** Parts of the payload that cannot be acted upon, and why. */
  rejected: string[];
}
