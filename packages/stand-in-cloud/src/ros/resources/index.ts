import { systemClock, VirtualClock } from '../../clock';
import type { EventBridge } from '../../event-bridge/event-bridge';
import type { FunctionComputeService } from '../../function-compute/service';
import type { LogService } from '../../log-service/service';
import type { OssService } from '../../oss/service';
import type { Ram } from '../../ram/ram';
import type { Network, TablestoreService } from '../../tablestore/service';
import { Activation } from '../activation';
import { type AnyResourceProvider, providersByType, type ResourceProviders } from '../provider';
import { eventBridgeRule } from './event-bridge-rule';
import { fcFunction } from './fc-function';
import { fcService } from './fc-service';
import { fcTrigger } from './fc-trigger';
import { fc3AsyncInvokeConfig } from './fc3-async-invoke-config';
import { fc3Function } from './fc3-function';
import { fc3Trigger } from './fc3-trigger';
import { ossBucket } from './oss-bucket';
import { otsInstance, otsInstanceV2 } from './ots-instance';
import { otsSearchIndex } from './ots-search-index';
import { otsTable } from './ots-table';
import { ramAttachPolicyToRole, ramAttachPolicyToUser } from './ram-attach-policy';
import { ramManagedPolicy } from './ram-policy';
import { ramRole } from './ram-role';
import { ramAccessKey, ramUser } from './ram-user';
import { rosAutoEnableService } from './ros-auto-enable-service';
import { rosSleep } from './ros-sleep';
import { slsIndex, slsLogstore, slsProject } from './sls';

/** The services in which resources are created. */
export interface Services {
  oss: OssService;
  tablestore: TablestoreService;
  logs: LogService;
  fc: FunctionComputeService;
  events: EventBridge;
  ram: Ram;
  /** The time of deployments. @default one of their own */
  deploymentClock?: VirtualClock;
  /** Which services the account has turned on. @default all */
  activation?: Activation;
  /** The network from which ROS calls Tablestore instances; which it is, is documented nowhere. @default 'VPC' */
  rosNetwork?: Network;
}

/** Providers of every resource type that the stand-in cloud runs. */
export function standardProviders({
  oss,
  tablestore,
  logs,
  fc,
  events,
  ram,
  ...deployment
}: Services): ResourceProviders {
  const {
    deploymentClock = new VirtualClock(systemClock),
    rosNetwork = 'VPC',
    activation = new Activation(),
  } = deployment;
  const providers: AnyResourceProvider[] = [
    ossBucket(oss),
    otsInstance(tablestore),
    otsInstanceV2(tablestore),
    otsTable(tablestore, rosNetwork),
    otsSearchIndex(tablestore, rosNetwork),
    slsProject(logs),
    slsLogstore(logs),
    slsIndex(logs),
    ramRole(ram),
    ramManagedPolicy(ram),
    ramAttachPolicyToRole(ram),
    ramUser(ram),
    ramAccessKey(ram),
    ramAttachPolicyToUser(ram),
    eventBridgeRule(events),
    fcService(fc),
    fcFunction(fc),
    fcTrigger(fc),
    fc3Function(fc),
    fc3AsyncInvokeConfig(fc),
    fc3Trigger(fc),
    rosAutoEnableService(activation),
    rosSleep(deploymentClock),
  ];
  return providersByType(providers.map((provider) => activation.guard(provider)));
}

/** Every type of resource that a template may have here, with its attributes. */
export function resourceTypes(): Record<string, readonly string[]> {
  // Providers use services only when something is deployed.
  const providers = standardProviders({} as Services);
  return Object.fromEntries([...providers].map(([type, { attributes }]) => [type, attributes]));
}
