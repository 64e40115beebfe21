/** What the function needs for an object of one case, in one way of reading. */
export interface CaseFigures {
  name: string;
  /** Of a hundred objects. */
  share: number;
  billedMs: number;
  /** GET requests for bytes. */
  requests: number;
  /** Received of the object. */
  megabytes: number;
}
