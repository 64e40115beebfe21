import type { FunctionAddress } from '../generation';
import { qualified } from './qualified-service';

const FUNCTION_ARN =
  /^acs:fc:(?<region>[^:]+):(?<accountId>[^:]+):services\/(?<service>[^./]+)(\.(?<qualifier>[^/]+))?\/functions\/(?<fn>[^/]+)$/;

export const ARN_FORM = 'acs:fc:REGION:ACCOUNT:services/SERVICE.QUALIFIER/functions/FUNCTION';

export function parseArn(arn: string): FunctionAddress | undefined {
  return FUNCTION_ARN.exec(arn)?.groups as FunctionAddress | undefined;
}

export function formatArn(address: FunctionAddress): string {
  const { region, accountId, fn } = address;
  return `acs:fc:${region}:${accountId}:services/${qualified(address)}/functions/${fn}`;
}
