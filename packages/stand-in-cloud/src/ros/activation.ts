import type { AnyResourceProvider } from './provider';

/** Services that an account turns on before it uses them first, by ROS's names for them. */
export const ACTIVATED_SERVICES = ['FC', 'OSS', 'OTS', 'SLS'] as const;
export type ActivatedService = (typeof ACTIVATED_SERVICES)[number];

/** The service of a type such as `ALIYUN::FC::Service`; its later generations are the same service. */
function serviceOf(type: string): ActivatedService | undefined {
  const name = type.split('::')[1]?.replace(/\d+$/, '');
  return ACTIVATED_SERVICES.find((service) => service === name);
}

/** Which services of the account are turned on. */
export class Activation {
  private readonly off: Set<ActivatedService>;

  constructor(off: readonly ActivatedService[] = []) {
    this.off = new Set(off);
  }

  isOn(service: ActivatedService): boolean {
    return !this.off.has(service);
  }

  enable(service: ActivatedService): void {
    this.off.delete(service);
  }

  /** The same provider, but its service refuses to create anything until it is turned on. */
  guard(provider: AnyResourceProvider): AnyResourceProvider {
    const service = serviceOf(provider.type);
    if (!service) return provider;
    return {
      ...provider,
      create: async (properties, context) => {
        if (this.off.has(service)) {
          // For Function Compute these are the service's own words.
          throw new Error(`${service} service is not enabled for current user.`);
        }
        return provider.create(properties, context);
      },
    };
  }
}
