import type { Generation } from '../function-compute/generation';
import type { FunctionComputeService } from '../function-compute/service';
import type { Principal } from '../ram/authority';

/**
 * Hands events to functions of either generation. EventBridge does so with a role of its own that every account has, not
 * with one of the rule.
 */
export const invokerOf =
  (functions: FunctionComputeService, accountId: string, generations: readonly Generation[]) =>
  async (arn: string, payload: Buffer): Promise<void> => {
    const name = generations.map((one) => one.parseArn(arn)).find((address) => address !== undefined);
    if (!name) throw new Error(`'${arn}' is no ARN of a function.`);
    const { service, qualifier, fn } = name;
    const account: Principal = { kind: 'root', accountId, arn: `acs:ram::${accountId}:root` };
    await functions.invokeAsync(account, { service, qualifier, fn }, payload);
  };
