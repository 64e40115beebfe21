import OSS from 'ali-oss';
import { Cloud } from 'stand-in-cloud';
import * as TableStore from 'tablestore';
import type { Place } from '../../../cli/cloud/place';
import type { StackState } from '../../../cli/cloud/ros-types';
import { readAssembly } from '../../../cli/deploy/assembly';
import { deployAssembly } from '../../../cli/deploy/deploy-assembly';
import { deleteStack } from '../../../cli/deploy/deploy-stack';
import { placeIn } from '../../../cli/local-cloud/cloud-place';
import type { Template } from '../../lib/support/synthesized';

interface Keys {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken?: string;
}

interface AppOptions {
  /** Prefixes of the parameters for endpoints. @default - no endpoint is set */
  prefixes?: string[];
  /** More parameters. */
  given?: Record<string, string>;
  prepare?: (cloud: Cloud) => void;
}

/** An app that uses the construct, deployed to its own stand-in cloud. */
export class DeployedApp {
  private constructor(
    readonly cloud: Cloud,
    readonly template: Template,
    private readonly place: Place,
    private stack: StackState,
    private readonly parameters: Record<string, string>,
  ) {}

  /** @param prefixes of the parameters for endpoints: the path of each construct */
  static deploy(directory: string, stackName: string, ...prefixes: string[]): Promise<DeployedApp> {
    return DeployedApp.deployWith(directory, stackName, { prefixes });
  }

  /** @param prepare makes what has to be there before the stack */
  static async deployWith(
    directory: string,
    stackName: string,
    { prefixes = [], given = {}, prepare }: AppOptions,
  ): Promise<DeployedApp> {
    const cloud = await Cloud.start();
    try {
      prepare?.(cloud);
      const { oss, tablestore, region } = cloud;
      const assembly = readAssembly(directory, stackName, region);
      const parameters = {
        ...given,
        ...Object.fromEntries(
          prefixes.flatMap((prefix) => [
            [`${prefix}OssEndpoint`, oss.endpoint],
            [`${prefix}TablestoreEndpoint`, tablestore.endpoint],
          ]),
        ),
      };
      const place = placeIn(cloud);
      const stack = await deployAssembly(place, { assembly, parameters });
      return new DeployedApp(cloud, assembly.template as Template, place, stack, parameters);
    } catch (error) {
      await cloud.close();
      throw error;
    }
  }

  async update(template: Template): Promise<void> {
    const assembly = { stackName: this.stack.name, template, assets: [] };
    this.stack = await deployAssembly(this.place, { assembly, parameters: this.parameters });
  }

  /** @throws StackFailure when a service does not delete a resource */
  async delete(): Promise<void> {
    await deleteStack(this.place.ros, this.stack.id);
  }

  output(name: string): string {
    return String(this.stack.outputs.find(({ OutputKey }) => OutputKey === name)?.OutputValue);
  }

  /** A session of a role that ECS may assume, such as a web server has. */
  session(roleName: string): Required<Keys> {
    const { accessKeyId, accessKeySecret, securityToken } = this.cloud.ram.assumeRole({
      roleArn: `acs:ram::${this.cloud.ram.accountId}:role/${roleName}`,
      service: 'ecs.aliyuncs.com',
      sessionName: 'test',
    });
    return { accessKeyId, accessKeySecret, securityToken: securityToken! };
  }

  /** @param keys @default those of the account */
  tablestore(keys: Keys = this.cloud.rootKey, instance = this.output('InstanceName')): TableStore.Client {
    return new TableStore.Client({
      accessKeyId: keys.accessKeyId,
      accessKeySecret: keys.accessKeySecret,
      ...(keys.securityToken ? { securityToken: keys.securityToken } : {}),
      endpoint: this.cloud.tablestore.endpoint,
      instancename: instance,
    });
  }

  /** A client of the bucket. @param keys @default those of the account */
  oss(
    { securityToken: stsToken, ...keys }: Keys = this.cloud.rootKey,
    bucket = this.output('BucketName'),
  ): OSS {
    const options = {
      ...keys,
      endpoint: this.cloud.oss.endpoint,
      region: `oss-${this.cloud.region}`,
      bucket,
      // Without it the client prints a warning.
      ...(stsToken ? { stsToken, refreshSTSToken: async () => ({ ...keys, stsToken }) } : {}),
      authorizationV4: true,
      sldEnable: true,
    };
    return new OSS(options);
  }
}
