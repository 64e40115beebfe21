import { ApiError } from '../../gateway/errors';
import { Inputs } from '../../gateway/inputs';
import { type ApiCall, type ApiServerOptions, serveApi } from '../../gateway/server';
import type { LoopbackServer } from '../../loopback';
import { Activation } from '../activation';
import type { RosEngine } from '../engine';
import { actionOf, WITHOUT_EFFECT } from './actions';
import { ClientTokens } from './client-tokens';

interface RosServerOptions extends ApiServerOptions {
  region: string;
  /** Which services the account has turned on. @default all */
  activation?: Activation;
}

/**
 * Serves the API of ROS on loopback, for official clients. For each action, the caller needs the right with its name
 * on the stack.
 */
export async function serveRos(engine: RosEngine, options: RosServerOptions): Promise<LoopbackServer> {
  const { authority, region, activation = new Activation() } = options;
  const tokens = new ClientTokens();
  const handle = ({ action: name, caller, parameters }: ApiCall) => {
    const action = actionOf(name);
    const inputs = new Inputs(parameters, [...action.parameters, ...WITHOUT_EFFECT, 'ClientToken']);
    if ((inputs.optional('RegionId') ?? region) !== region) {
      throw new ApiError(
        'InvalidParameter',
        `The specified parameter RegionId is invalid, only ${region} is here.`,
      );
    }
    // A preview is about a stack that is there or about a new one.
    const isOfStack = action.parameters.includes('StackId') && name !== 'PreviewStack';
    const stack = isOfStack ? inputs.required('StackId') : (inputs.optional('StackId') ?? '*');
    const resource = `acs:ros:${region}:${authority.accountId}:stack/${stack}`;
    if (!authority.isAllowed(caller, `ros:${name}`, resource)) {
      const what = `Action: ros:${name}, Resource: ${resource}`;
      throw new ApiError('NoPermission', `You are not authorized to complete this action. ${what}.`);
    }
    return tokens.once(name, inputs.optional('ClientToken'), () => action.run(engine, inputs, activation));
  };
  return serveApi({ version: '2019-09-10', host: 'ros.aliyuncs.com', handle }, options);
}
