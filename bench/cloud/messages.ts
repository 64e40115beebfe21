import type { Distance } from '../conditions';
import type { SeenRequest } from './request-watch';
import type { SeedObject } from './seed';

/** What the process of the stand-in is asked to do; it answers each with a {@link CloudAnswer}. */
export type CloudRequest =
  | { do: 'start'; objects: SeedObject[] }
  /** Takes a distance for what follows, empties the table and forgets the requests seen. */
  | { do: 'begin'; distance: Distance }
  | { do: 'requests' }
  | { do: 'close' };

/** Where the services are, and a key of the account itself. */
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
