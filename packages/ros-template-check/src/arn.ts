/** `acs:SERVICE:REGION:ACCOUNT:RELATIVE`, the name of a resource in policies, triggers and destinations. */
export interface Arn {
  service: string;
  region: string;
  account: string;
  relative: string;
}

const ARN = /^acs:(?<service>[a-z0-9-]+):(?<region>[^:]*):(?<account>[^:]*):(?<relative>.+)$/s;

/** @returns undefined when the text is not an ARN */
export function parseArn(value: unknown): Arn | undefined {
  return typeof value === 'string' ? (ARN.exec(value)?.groups as Arn | undefined) : undefined;
}

export const BUCKET_ARN = /^acs:oss:[^:]*:[^:]+:[^/:*]+$/;
export const ROLE_ARN = /^acs:ram::[^:]+:role\/[^/:*]+$/;
export const FUNCTION_ARN =
  /^acs:fc:[^:*]+:[^:*]+:services\/(?<service>[^/.*]+)(\.[^/.*]+)?\/functions\/(?<fn>[^/*]+)$/;
export const FUNCTION_3_ARN = /^acs:fc:[^:*]+:[^:*]+:functions\/(?<fn>[^/*]+)$/;
export const QUEUE_ARN = /^acs:mns:[^:*]+:[^:*]+:\/(queues|topics)\/[^/*]+\/messages$/;
