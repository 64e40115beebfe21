import { ApiError } from '../../gateway/errors';
import { ACTIVATED_SERVICES } from '../activation';
import type { Action } from './action';

/** Says which services the account has turned on. Here the caller names them; the service also takes a template. */
export const getServiceProvisions: Action = {
  parameters: ['Services'],
  run(_engine, inputs, activation) {
    const names = Object.keys(inputs.pairs('Services', 'ServiceName', 'ServiceName'));
    if (names.length === 0) {
      throw new ApiError('MissingParameter', 'The input parameter Services should be specified.');
    }
    return {
      ServiceProvisions: names.map((ServiceName) => {
        const service = ACTIVATED_SERVICES.find((one) => one === ServiceName);
        if (!service) {
          throw new ApiError(
            'InvalidParameter',
            `The specified parameter Services is invalid: ${ServiceName}.`,
          );
        }
        return {
          ServiceName,
          Status: activation.isOn(service) ? 'Enabled' : 'Disabled',
          AutoEnableService: true,
          DependentServiceNames: [],
        };
      }),
    };
  },
};
