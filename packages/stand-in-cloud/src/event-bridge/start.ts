import type { CloudOptions } from '../cloud-options';
import { generation2 } from '../function-compute/generation-2';
import { generation3 } from '../function-compute/generation-3';
import type { FunctionComputeService } from '../function-compute/service';
import type { LoopbackServer } from '../loopback';
import { EventBridge, type EventBridgeOptions } from './event-bridge';
import { invokerOf } from './function-target';
import { serveEventBridge } from './http-server';

interface StartOptions
  extends Pick<CloudOptions, 'chaos' | 'onProblem' | 'ports' | 'timeScale'>,
    Pick<EventBridgeOptions, 'authority' | 'clock' | 'region'> {
  accountId: string;
  functions: FunctionComputeService;
}

/** EventBridge and its API, with rules that reach web hooks and the functions of the cloud. */
export async function startEventBridge({
  accountId,
  functions,
  chaos,
  onProblem,
  ports,
  timeScale = 1,
  ...shared
}: StartOptions): Promise<LoopbackServer & { events: EventBridge }> {
  const events = new EventBridge({
    ...shared,
    timeScale,
    invoke: invokerOf(functions, accountId, [generation2, generation3]),
    onGivenUp: (rule, reason) => onProblem?.({ kind: 'rule-failed', function: rule, reason }),
  });
  const fault = chaos && (() => chaos.eventBridgeFault());
  const { endpoint, close } = await serveEventBridge(events, { ...shared, port: ports?.eventBridge, fault });
  return {
    events,
    endpoint,
    close: () => {
      events.close();
      return close();
    },
  };
}
