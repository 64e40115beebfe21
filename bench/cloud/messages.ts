import type { Distance } from '../conditions';
import type { SeenRequest } from './request-watch';
import type { SeedObject } from './seed';

/** Requests to the process of the stand-in. It answers each with a {@link CloudAnswer}. */
export type CloudRequest =
  | { do: 'start'; objects: SeedObject[] }
  /** Sets the distance for the next measurements, empties the table and forgets the requests seen. */
  | { do: 'begin'; distance: Distance }
  | { do: 'requests' }
  | { do: 'close' };

/** Addresses of the services, and an access key of the account itself. */
export interface CloudAddress {
  pid: number;
  region: string;
  accountId: string;
  ossEndpoint: string;
  ossPort: number;
  tablestoreEndpoint: string;
  tablestorePort: number;
  bucket: string;
  instance: string;
  table: string;
  accessKeyId: string;
  accessKeySecret: string;
}

export interface CloudAnswer {
  address?: CloudAddress;
  requests?: SeenRequest[];
}
