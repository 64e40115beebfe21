import { HEAD_BYTES, TAIL_BYTES } from '../../../contract/read-ahead';

const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * How objects are read; the terms are explained in docs/reading.md. A test can make each number small, so that a small
 * object is enough to test every case.
 */
export interface ReaderSettings {
  /** Length of the head. */
  headBytes: number;
  /**
   * Whether the first request asks for the whole object up to the tail, and is paused behind the head. This saves a
   * request if MediaInfo reads a long run from the start. If it does not, the connection has to be closed.
   */
  openHead: boolean;
  /** Length of the tail. */
  tailBytes: number;
  /** Fewest bytes to ask for after a seek: as many as MediaInfo usually reads then. */
  windowBytes: number;
  /** A run of this length or more is a long one, and read with a stream. */
  streamAfterBytes: number;
  /** A run of this length or more will probably be much longer, and so will be the other runs in the object. */
  longRunBytes: number;
  /**
   * The next bytes of a long run are requested when fewer than this many requested bytes are still to be read. For a
   * run shorter than a quarter of this number, the limit is four times the run's length.
   */
  askAheadBytes: number;
  /** How far a stream may be ahead of MediaInfo: this share of the run's length, between the two limits below. */
  leadShare: number;
  minLeadBytes: number;
  maxLeadBytes: number;
  /**
   * When OSS brings fewer bytes than this in a second, the rest of a run of `longRunBytes` or more is fetched side by side.
   */
  slowBytesPerSecond: number;
  /** Length of each fetch of those. */
  pieceBytes: number;
  /** How many of them are asked for at once. */
  piecesAtOnce: number;
  /** A read of more bytes than this is answered in parts, so that the first are copied while the next come in. */
  partBytes: number;
  /**
   * A read on a run is answered when so many bytes are here, or an eighth of the run if that is less. MediaInfo has to
   * wait for the network anyway, and with larger answers it asks less often: each question is two switches between
   * processes.
   */
  gatherBytes: number;
  /** Most bytes given on a run in addition to those asked for, if they are here already. */
  extraBytes: number;
  /** Most streams open at once, paused while nobody reads from them: MediaInfo often reads from two places in turn. */
  openStreams: number;
  /** Bytes kept in memory. When there are more, those used longest ago are let go first. */
  cacheBytes: number;
  /**
   * Bytes kept behind a run that has read its fetch from the beginning, as long as no more than `cacheBytes` are held. In the
   * files of the bench MediaInfo went back to the beginning, or to what it had not read yet, and else 20 KB at most.
   */
  behindBytes: number;
  /** Most fetches at once when the fragments of an MP4 are fetched ahead. */
  placesAhead: number;
  /** Milliseconds to establish a connection. Inside a region it takes 1 ms; 2 s allow for a lost packet or two. */
  connectTimeout: number;
  /** Milliseconds until the answer must begin. OSS answers in 10 to 50. */
  answerTimeout: number;
  /** Milliseconds without a byte in the middle of an answer after which it counts as broken. */
  stallTimeout: number;
  /** A range is given up after so many failures in a row without a new byte. */
  attempts: number;
  /** The time before a retry is random. Its upper limit is twice this, in milliseconds, and doubles with each failure. */
  retryDelay: number;
  /** Greatest upper limit of that time, in milliseconds. */
  maxRetryDelay: number;
}

export const READER_SETTINGS: ReaderSettings = {
  headBytes: HEAD_BYTES,
  openHead: false,
  tailBytes: TAIL_BYTES,
  windowBytes: 64 * KIB,
  streamAfterBytes: 128 * KIB,
  longRunBytes: 4 * MIB,
  askAheadBytes: 4 * MIB,
  leadShare: 1 / 6,
  minLeadBytes: 256 * KIB,
  maxLeadBytes: MIB,
  slowBytesPerSecond: 60e6,
  pieceBytes: 4 * MIB,
  piecesAtOnce: 4,
  partBytes: 256 * KIB,
  gatherBytes: 512 * KIB,
  extraBytes: MIB,
  openStreams: 3,
  cacheBytes: 24 * MIB,
  behindBytes: MIB,
  placesAhead: 64,
  connectTimeout: 2_000,
  answerTimeout: 8_000,
  stallTimeout: 8_000,
  attempts: 5,
  retryDelay: 50,
  maxRetryDelay: 2_000,
};
