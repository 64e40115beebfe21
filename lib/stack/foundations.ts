import { Construct, type Resource } from '@alicloud/ros-cdk-core';
import type { Settings } from '../settings';
import { FailureRole } from './failure-role';
import { FunctionLogs } from './function-logs';
import { MetadataInstance } from './metadata-instance';
import type { ResourceArns } from './resource-arns';
import type { ResourceNames } from './resource-names';
import { ServiceRole } from './service-role';
import { TriggerRole } from './trigger-role';
import { FOUNDATIONS_SECONDS, Wait } from './wait';

export interface FoundationsProps
  extends Pick<
    Settings,
    'clusterType' | 'logRetentionDays' | 'objectTags' | 'removal' | 'tableNetworks' | 'tags'
  > {
  names: ResourceNames;
  arns: ResourceArns;
  /** ARN patterns of the objects, from `objectsArn`. */
  objectArns: string[];
  /** Created before all of it. */
  after: Resource[];
}

/**
 * What is known to other services only some time after its creation: roles, logs and the Tablestore instance.
 * All of it comes first, so that a single wait serves for all.
 */
export class Foundations extends Construct {
  readonly failureRole: FailureRole;
  readonly serviceRole: ServiceRole;
  readonly triggerRole: TriggerRole;
  readonly logs: FunctionLogs;
  readonly instance: MetadataInstance;
  /** Whatever uses one of them depends on this. */
  readonly ready: Resource;

  constructor(scope: Construct, id: string, props: FoundationsProps) {
    super(scope, id);
    const { names, arns, objectArns, after, tags } = props;
    const shared = { arns, objectArns, after, tags };
    this.failureRole = new FailureRole(this, 'FailureRole', { ...shared, roleName: names.failureRoleName });
    this.serviceRole = new ServiceRole(this, 'ServiceRole', {
      ...shared,
      roleName: names.serviceRoleName,
      objectTags: props.objectTags,
    });
    this.triggerRole = new TriggerRole(this, 'TriggerRole', {
      roleName: names.triggerRoleName,
      invocationArns: arns.function.invocationArns,
      after,
      tags,
    });
    this.logs = new FunctionLogs(this, 'Logs', { ...props, logProjectName: names.logProjectName });
    this.instance = new MetadataInstance(this, 'Metadata', { ...props, instanceName: names.instanceName });
    this.ready = new Wait(this, 'WaitForFoundations', {
      seconds: FOUNDATIONS_SECONDS,
      after: [this.failureRole, this.serviceRole, this.triggerRole, this.logs, this.instance].map(
        ({ dependency }) => dependency,
      ),
      names: {
        FailureRole: names.failureRoleName,
        ServiceRole: names.serviceRoleName,
        TriggerRole: names.triggerRoleName,
        LogProject: names.logProjectName,
        Instance: names.instanceName,
      },
    }).dependency;
  }
}
