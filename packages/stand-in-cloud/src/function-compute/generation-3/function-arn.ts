import type { FunctionAddress } from '../generation';

const FUNCTION_ARN =
  /^acs:fc:(?<region>[^:]+):(?<accountId>[^:]+):functions\/(?<fn>[^/]+)(\/(?<qualifier>[^/]+))?$/;

export const ARN_FORM = 'acs:fc:REGION:ACCOUNT:functions/FUNCTION';

export function parseArn(arn: string): FunctionAddress | undefined {
  const found = FUNCTION_ARN.exec(arn)?.groups;
  return found && ({ ...found } as unknown as FunctionAddress);
}

/**
 * With a qualifier `functions/FUNCTION/QUALIFIER`: no page says how policies name a qualified function, so this is what a
 * wildcard after the name of the function covers.
 */
export function formatArn({ region, accountId, fn, qualifier }: FunctionAddress): string {
  return `acs:fc:${region}:${accountId}:functions/${fn}${qualifier ? `/${qualifier}` : ''}`;
}
