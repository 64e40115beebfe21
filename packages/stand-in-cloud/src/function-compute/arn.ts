const BUCKET_ARN = /^acs:oss:(?<region>[^:]*):(?<accountId>[^:]*):(?<bucket>[^/:]+)$/;
const ROLE_ARN = /^acs:ram::(?<accountId>\d+):role\/.+$/;

export function parseBucketArn(
  arn: string,
): { region: string; accountId: string; bucket: string } | undefined {
  return BUCKET_ARN.exec(arn)?.groups as { region: string; accountId: string; bucket: string } | undefined;
}

export function isRoleArn(arn: string): boolean {
  return ROLE_ARN.test(arn);
}
