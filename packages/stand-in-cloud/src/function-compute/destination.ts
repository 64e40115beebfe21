import { formatFunctionArn, parseFunctionArn } from './arn';
import type { AsyncEvent, Verdict } from './async-queue';
import { FcError } from './errors';
import { LATEST } from './registry';
import type { AsyncOptions } from './service';

/** @throws FcError `InvalidArgument` for a destination that is no function of this region and account */
export function checkDestinations(
  options: AsyncOptions | undefined,
  home: { region: string; accountId: string },
): void {
  for (const arn of [options?.onSuccess, options?.onFailure]) {
    const parsed = arn === undefined ? undefined : parseFunctionArn(arn);
    if (arn !== undefined && (parsed?.region !== home.region || parsed.accountId !== home.accountId)) {
      throw new FcError(
        'InvalidArgument',
        `Destination must be a function of region ${home.region} and account ${home.accountId}, ` +
          `'acs:fc:REGION:ACCOUNT:services/SERVICE.QUALIFIER/functions/FUNCTION'; '${arn}' given.`,
      );
    }
  }
}

/** What a destination is invoked with. Both payloads are text in it, as the function took and gave them. */
export function destinationPayload(
  event: AsyncEvent,
  verdict: Verdict,
  home: { region: string; accountId: string; now: number },
): Buffer {
  const functionArn = formatFunctionArn({ ...event, ...home, qualifier: event.qualifier ?? LATEST });
  return Buffer.from(
    JSON.stringify({
      timestamp: home.now,
      requestContext: {
        requestId: event.requestId,
        functionArn,
        condition: verdict.condition,
        approximateInvokeCount: event.attempts,
      },
      requestPayload: event.payload.toString('utf8'),
      responseContext: { statusCode: 200, functionError: verdict.condition },
      responsePayload: verdict.outcome?.payload ?? '',
    }),
  );
}
