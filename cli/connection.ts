import OSS from 'ali-oss';
import * as TableStore from 'tablestore';

/** Everything a client needs to reach a deployed pipeline; `npm run local` prints it as its first line. */
export interface Connection {
  /** With scheme, without bucket. */
  ossEndpoint: string;
  tablestoreEndpoint: string;
  /** Such as `cn-hangzhou`. */
  region: string;
  bucket: string;
  instance: string;
  table: string;
  accessKeyId: string;
  accessKeySecret: string;
  accountId: string;
  /** API of Function Compute, with scheme. */
  fcEndpoint: string;
  /** API of ROS, with scheme. */
  rosEndpoint: string;
  /** API of STS, with scheme. */
  stsEndpoint: string;
  /** The extract function's service. */
  service: string;
  function: string;
  /** Of the function's package. */
  mediaInfoVersion: string;
  /** How much of an object the function reads: `exact` or `fast`. */
  reading: string;
}

/** An OSS client of the connection's bucket. */
export function ossClient(connection: Connection): OSS {
  const endpoint = new URL(connection.ossEndpoint);
  const options = {
    endpoint: connection.ossEndpoint,
    region: `oss-${connection.region}`,
    bucket: connection.bucket,
    accessKeyId: connection.accessKeyId,
    accessKeySecret: connection.accessKeySecret,
    // New accounts and new buckets refuse V1.
    authorizationV4: true,
    secure: endpoint.protocol === 'https:',
    // On loopback a bucket cannot be part of the host name.
    sldEnable: endpoint.hostname === 'localhost',
    // A part of a large upload may wait behind others: 10 minutes instead of the client's 60 s.
    timeout: 600_000,
  };
  return new OSS(options);
}

/** A Tablestore client of the connection's instance. */
export function tablestoreClient(connection: Connection): TableStore.Client {
  return new TableStore.Client({
    endpoint: connection.tablestoreEndpoint,
    instancename: connection.instance,
    accessKeyId: connection.accessKeyId,
    accessKeySecret: connection.accessKeySecret,
  });
}
