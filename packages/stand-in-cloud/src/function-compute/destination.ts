import type { AsyncEvent, Verdict } from './async-queue';
import { FcError } from './errors';
import type { FunctionName } from './function-name';
import type { Generation } from './generation';
import type { AsyncOptions } from './service';
import type { Settings } from './settings';

/** @throws FcError `InvalidArgument` for a destination that is no function of this region and account */
export function checkDestinations(
  name: FunctionName,
  options: AsyncOptions | undefined,
  { generations, region, authority: { accountId } }: Pick<Settings, 'generations' | 'region' | 'authority'>,
): void {
  const generation = generations.of(name);
  for (const arn of [options?.onSuccess, options?.onFailure]) {
    const parsed = arn === undefined ? undefined : generation.parseArn(arn);
    if (arn !== undefined && (parsed?.region !== region || parsed.accountId !== accountId)) {
      throw new FcError(
        'InvalidArgument',
        `Destination must be a function of region ${region} and account ${accountId}, ` +
          `'${generation.arnForm}'; '${arn}' given.`,
      );
    }
  }
}

/** The event for a destination. The payload and the answer of the function stand in it as text. */
export function destinationPayload(
  event: AsyncEvent,
  verdict: Verdict,
  home: { generation: Generation; region: string; accountId: string; now: number },
): Buffer {
  const { generation } = home;
  const { qualifier = generation.defaultQualifier } = event;
  const functionArn = generation.formatArn({ ...event, ...home, qualifier });
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
