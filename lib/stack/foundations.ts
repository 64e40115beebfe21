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
    | 'clusterType'
    | 'functions'
    | 'logRetentionDays'
    | 'objectTags'
    | 'removal'
    | 'sweep'
    | 'tableNetworks'
    | 'tags'
  > {
  names: ResourceNames;
  arns: ResourceArns;
  /** ARN patterns of the objects, from `objectsArn`. */
  objectArns: string[];
  /** ARN patterns of the buckets that are listed, from `listArn`. */
  listArns: string[];
  /** Created before all of it. */
  after: Resource[];
}

/** The roles of the functions and of OSS. */
export interface Roles {
  failure: FailureRole;
  service: ServiceRole;
  trigger: TriggerRole;
}

/**
 * What is known to other services only some time after its creation: roles, logs and the Tablestore instance.
 * All of it comes first, so that a single wait serves for all.
 */
export class Foundations extends Construct {
  /** Undefined without functions: there is nobody to be one of them, and nothing to invoke. */
  readonly roles: Roles | undefined;
  readonly logs: FunctionLogs;
  readonly instance: MetadataInstance;
  /** A resource that uses a role, the logs or the instance must depend on this one. */
  readonly ready: Resource;

  constructor(scope: Construct, id: string, props: FoundationsProps) {
    super(scope, id);
    const { names } = props;
    this.roles = props.functions ? this.makeRoles(props) : undefined;
    const roles = Object.values(this.roles ?? {}) as Roles[keyof Roles][];
    this.logs = new FunctionLogs(this, 'Logs', { ...props, logProjectName: names.logProjectName });
    this.instance = new MetadataInstance(this, 'Metadata', { ...props, instanceName: names.instanceName });
    this.ready = new Wait(this, 'WaitForFoundations', {
      seconds: FOUNDATIONS_SECONDS,
      after: [...roles, this.logs, this.instance].map(({ dependency }) => dependency),
      names: {
        ...(this.roles && {
          FailureRole: names.failureRoleName,
          ServiceRole: names.serviceRoleName,
          TriggerRole: names.triggerRoleName,
        }),
        LogProject: names.logProjectName,
        Instance: names.instanceName,
      },
    }).dependency;
  }

  private makeRoles({ names, arns, objectArns, listArns, after, tags, objectTags }: FoundationsProps): Roles {
    const shared = { arns, objectArns, after, tags };
    return {
      failure: new FailureRole(this, 'FailureRole', { ...shared, roleName: names.failureRoleName }),
      service: new ServiceRole(this, 'ServiceRole', {
        ...shared,
        roleName: names.serviceRoleName,
        listArns,
        objectTags,
      }),
      trigger: new TriggerRole(this, 'TriggerRole', {
        roleName: names.triggerRoleName,
        invocationArns: arns.function.invocationArns,
        after,
        tags,
      }),
    };
  }
}
