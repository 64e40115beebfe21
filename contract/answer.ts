/** One object in the function's answer; its log line says the same. */
export interface ObjectAnswer {
  bucket: string;
  key: string;
  /**
   * `written`: the row was written; `unchanged`: the row was right already; `deleted`: the object is gone, so
   * its row was deleted; `absent`: there is neither object nor row; `ignored`: the object is a folder marker,
   * which gets no row; `failed`: the object must be tried again.
   */
  action: 'written' | 'unchanged' | 'deleted' | 'absent' | 'ignored' | 'failed';
  status?: string;
  reason?: string;
  /** The verdict of the policy for this key, if there is one. */
  policy?: string;
  etag?: string;
  /** Bytes. */
  size?: number;
  rounds?: number;
  requests?: number;
  roundTrips?: number;
  bytes?: number;
  /** From the start of the work on the object until its row is right. */
  milliseconds: number;
}

/** What the function answers when every object of an event was dealt with. */
export interface Answer {
  objects: ObjectAnswer[];
  /** Why each part of the payload that the function cannot use was rejected. */
  rejected: string[];
}
