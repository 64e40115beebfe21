import { HEAD_BYTES, TAIL_BYTES } from '../../../contract/read-ahead';

const KIB = 1024;
const MIB = 1024 * KIB;

/** How objects are read. Every number can be made small in a test, so that small files meet every path. */
export interface ReaderSettings {
  /** Bytes asked for from the start at once. */
  headBytes: number;
  /**
   * Whether the first request asks for more than those: for all that follows, which waits until it is wanted. Worth it
   * where a long run from the start is certain, as it ends a connection when there is none.
   */
  openHead: boolean;
  /** Bytes asked for from the end at once. */
  tailBytes: number;
  /** Least to ask for after a seek: the block MediaInfo reads then. */
  windowBytes: number;
  /** Length of a sequential run, in bytes, from which it is taken for a long one and streamed. */
  streamAfterBytes: number;
  /** How near, in bytes, a long run may come to the end of what was asked for, or four times its length. */
  askAheadBytes: number;
  /** How far a stream may be ahead of MediaInfo: this share of the run so far, within the two limits. */
  leadShare: number;
  minLeadBytes: number;
  maxLeadBytes: number;
  /** A read of more bytes than this is answered in parts: the first are copied while the rest comes in. */
  partBytes: number;
  /**
   * On a run, what is gathered before a read is answered, or an eighth of the run: MediaInfo waits for the network then,
   * and each question less saves two changes of process.
   */
  gatherBytes: number;
  /** Most bytes handed over beyond those asked for, on a long run, when they are there already. */
  extraBytes: number;
  /** Streams left open, though paused, when MediaInfo seeks away: it often goes to and fro between two places. */
  openStreams: number;
  /** Bytes kept in memory; the least recently used go first. */
  cacheBytes: number;
  /** Places fetched ahead at once when the container tells where MediaInfo will look next. */
  placesAhead: number;
  /** Milliseconds until a connection must stand. Inside a region it takes 1 ms, so 2 s is a lost packet or two. */
  connectTimeout: number;
  /** Milliseconds until an answer must begin. OSS answers in 10 to 50. */
  answerTimeout: number;
  /** Milliseconds that may pass without a byte in the middle of an answer. */
  stallTimeout: number;
  /** Failures in a row without a byte of progress after which a range is given up. */
  attempts: number;
  /** Milliseconds before the first retry; doubled each time, drawn at random below that. */
  retryDelay: number;
  /** Longest time between two attempts, in milliseconds. */
  maxRetryDelay: number;
}

export const READER_SETTINGS: ReaderSettings = {
  headBytes: HEAD_BYTES,
  openHead: false,
  tailBytes: TAIL_BYTES,
  windowBytes: 64 * KIB,
  streamAfterBytes: 128 * KIB,
  askAheadBytes: 4 * MIB,
  leadShare: 1 / 6,
  minLeadBytes: 256 * KIB,
  maxLeadBytes: 4 * MIB,
  partBytes: 256 * KIB,
  gatherBytes: 512 * KIB,
  extraBytes: MIB,
  openStreams: 3,
  cacheBytes: 24 * MIB,
  placesAhead: 64,
  connectTimeout: 2_000,
  answerTimeout: 8_000,
  stallTimeout: 8_000,
  attempts: 5,
  retryDelay: 50,
  maxRetryDelay: 2_000,
};
