import type { Principal } from '../../ram/authority';

export interface FcRequest {
  caller: Principal;
  method: string;
  /** Without the version. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export interface FcResponse {
  status: number;
  headers?: Record<string, string>;
  body: Buffer;
}

/** Parts of a path. */
export type Names = Record<string, string>;

export const json = (value: object): FcResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
});

/** The answer to a deletion. */
export const DELETED: FcResponse = { status: 204, body: Buffer.alloc(0) };
