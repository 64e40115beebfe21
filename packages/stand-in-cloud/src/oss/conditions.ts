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
  /** Counts the connections to this server from 1: equal numbers mean a connection that was kept alive. */
  connection: number;
  requestId: string;
}

/**
 * What goes wrong with one request. Without `afterBytes` it goes wrong before the service has done anything;
 * with 0 the operation is carried out and its answer lost.
 */
export type OssFault =
  /** The connection is reset, before the answer or after so many bytes of its body. */
  | { kind: 'reset'; afterBytes?: number }
  /** The answer never goes on, from its start or after so many bytes of its body. */
  | { kind: 'stall'; afterBytes?: number }
  /** The service refuses without having done anything, as when it is overloaded. */
  | { kind: 'refuse'; status: number; code: string; message?: string };

export type OssFaultRequest = Pick<RequestRecord, 'method' | 'bucket' | 'key' | 'operation' | 'range'>;

/** How far away and how well the service is; every field may be set while it runs. */
export interface OssConditions {
  /** Milliseconds that each answer waits. @default 0 */
  latencyMs?: number;
  /** Milliseconds that the making of a connection takes: its first request is answered no earlier. @default 0 */
  connectLatencyMs?: number;
  /** Bytes per second of each answer's body. @default no limit */
  bytesPerSecond?: number;
  /** Decides what goes wrong with a request. @default nothing does */
  fault?(request: OssFaultRequest): OssFault | undefined;
}
