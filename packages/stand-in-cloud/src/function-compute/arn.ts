/** `acs:fc:REGION:ACCOUNT:services/SERVICE[.QUALIFIER]/functions/FUNCTION`. */
interface FunctionArn {
  region: string;
  accountId: string;
  service: string;
  qualifier?: string;
  fn: string;
}

const FUNCTION_ARN =
  /^acs:fc:(?<region>[^:]+):(?<accountId>[^:]+):services\/(?<service>[^./]+)(\.(?<qualifier>[^/]+))?\/functions\/(?<fn>[^/]+)$/;
const BUCKET_ARN = /^acs:oss:(?<region>[^:]*):(?<accountId>[^:]*):(?<bucket>[^/:]+)$/;
const ROLE_ARN = /^acs:ram::(?<accountId>\d+):role\/.+$/;

/** @returns undefined when `arn` names no function of Function Compute 2.0 */
export function parseFunctionArn(arn: string): FunctionArn | undefined {
  return FUNCTION_ARN.exec(arn)?.groups as FunctionArn | undefined;
}

export function formatFunctionArn(arn: FunctionArn): string {
  const qualified = arn.qualifier ? `${arn.service}.${arn.qualifier}` : arn.service;
  return `acs:fc:${arn.region}:${arn.accountId}:services/${qualified}/functions/${arn.fn}`;
}

export function parseBucketArn(
  arn: string,
): { region: string; accountId: string; bucket: string } | undefined {
  return BUCKET_ARN.exec(arn)?.groups as { region: string; accountId: string; bucket: string } | undefined;
}

export function isRoleArn(arn: string): boolean {
  return ROLE_ARN.test(arn);
}
