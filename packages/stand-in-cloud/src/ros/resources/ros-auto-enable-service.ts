import * as z from 'zod';
import { ACTIVATED_SERVICES, type Activation } from '../activation';
import type { ResourceProvider } from '../provider';

const properties = z.strictObject({
  ServiceName: z.enum(ACTIVATED_SERVICES, `only ${ACTIVATED_SERVICES.join(', ')} run here`),
});

/** Turns a service on. It stays on. */
export function rosAutoEnableService(activation: Activation): ResourceProvider<z.output<typeof properties>> {
  return {
    type: 'ALIYUN::ROS::AutoEnableService',
    properties,
    attributes: [],
    updatable: [],
    async create({ ServiceName }) {
      activation.enable(ServiceName);
      return { physicalId: ServiceName, attributes: {} };
    },
    update: async () => ({}),
    delete: async () => {},
  };
}
