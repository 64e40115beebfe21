/** One answered request, as tests and measurements see it. */
export interface RequestRecord {
  method: string;
  bucket?: string;
  key?: string;
  /** Name of the operation, such as `GetObject`; absent when the request named none. */
  operation?: string;
  /** The `Range` header. */
  range?: string;
  status: number;
  /** Bytes of the answer's body handed to the connection. */
  bytesSent: number;
  /** Number of the connection, from 1. Requests with the same number came over one connection. */
  connection: number;
  requestId: string;
}

/**
 * A fault of one request. Without `afterBytes` it happens before the operation is done; with 0 the operation is done and
 * its answer is lost.
 */
export type OssFault =
  /** The connection is reset: before the answer, or after `afterBytes` bytes of its body. */
  | { kind: 'reset'; afterBytes?: number }
  /** The answer stops for ever: before its start, or after `afterBytes` bytes of its body. */
  | { kind: 'stall'; afterBytes?: number }
  /** The service refuses and does nothing, as when it is overloaded. */
  | { kind: 'refuse'; status: number; code: string; message?: string };

export type OssFaultRequest = Pick<RequestRecord, 'method' | 'bucket' | 'key' | 'operation' | 'range'>;

/** Latency, bandwidth and faults of the service. Every field may be changed while it runs. */
export interface OssConditions {
  /** Milliseconds that each answer waits. @default 0 */
  latencyMs?: number;
  /** Milliseconds that opening a connection takes; its first request is not answered earlier. @default 0 */
  connectLatencyMs?: number;
  /** Bytes per second of each answer's body. @default no limit */
  bytesPerSecond?: number;
  /** Decides on the fault of a request. @default none */
  fault?(request: OssFaultRequest): OssFault | undefined;
}
