import type { ObjectSource } from './object-source';
import type { ObjectAddress, ObjectVersion } from './object-version';

/** What reading one object has cost so far. */
export interface ReadCost {
  /** Requests sent to OSS, retries included. */
  requests: number;
  /** The longest chain of requests of which each was sent after the one before it had been answered. */
  roundTrips: number;
  /** Bytes of the object received. */
  bytes: number;
  /** Wall time since the object was opened. */
  milliseconds: number;
}

/** What one object may cost at most. */
export interface ReadBudget {
  /** Epoch milliseconds. Reached: `TOO_SLOW`. */
  deadline: number;
  /** Bytes of the object received. Exceeded: `TOO_LARGE`. */
  maxBytes?: number;
  /** Requests sent to OSS. Exceeded: `TOO_LARGE`. */
  maxRequests?: number;
  /** Bytes of XML. Exceeded: `TOO_LARGE`. */
  maxReportBytes?: number;
  /** Resident memory of the mediainfo process. Exceeded: `TOO_LARGE`. */
  maxMediaInfoMemoryMB?: number;
}

/** MediaInfo's report on one version of an object. */
export interface Report {
  /** `--Full --Output=XML`, with the object's own identity where MediaInfo wrote the address it read from. */
  xml: string;
  cost: ReadCost;
  mediaInfoVersion: string;
  /** The options that shaped the report. */
  arguments: string[];
}

/** An object that has been looked at and whose first bytes are on their way. */
export interface OpenedObject {
  version: ObjectVersion;
  /**
   * @throws ObjectGoneError, ObjectReplacedError when this version is no longer there to be read
   * @throws RecordedError when the object cannot be described
   * @throws PlatformError when OSS cannot be reached, throttles or fails
   */
  describe(): Promise<Report>;
  /** Ends every request. Always to be called; safe to call twice. */
  close(): Promise<void>;
  cost(): ReadCost;
}

/**
 * Opens an object for description: its head and tail are asked for at once, and the first answer is the look at it.
 *
 * @throws ObjectGoneError when there is no such object
 * @throws RecordedError when the object cannot be read, with its version where that is known
 * @throws PlatformError when OSS cannot be reached, throttles or fails
 */
export async function openObject(
  _source: ObjectSource,
  _address: ObjectAddress,
  _budget: ReadBudget,
): Promise<OpenedObject> {
  throw new Error('not yet');
}
