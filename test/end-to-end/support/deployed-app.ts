import OSS from 'ali-oss';
import { Cloud, readAssembly, uploadAssets } from 'stand-in-cloud';
import * as TableStore from 'tablestore';
import type { Template } from '../../lib/support/synthesized';

interface Keys {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken?: string;
}

/** Any app with the construct in it, deployed to a stand-in cloud of its own. */
export class DeployedApp {
  private constructor(
    readonly cloud: Cloud,
    readonly template: Template,
    private readonly stackId: string,
    private readonly parameters: Record<string, string>,
  ) {}

  /** @param prefixes of the parameters for endpoints: the path of each construct */
  static async deploy(directory: string, stackName: string, ...prefixes: string[]): Promise<DeployedApp> {
    const cloud = await Cloud.start();
    try {
      const { rootKey, oss, tablestore, region } = cloud;
      const { template, assets } = readAssembly(directory, stackName, region);
      const parameters = Object.fromEntries(
        prefixes.flatMap((prefix) => [
          [`${prefix}OssEndpoint`, oss.endpoint],
          [`${prefix}TablestoreEndpoint`, tablestore.endpoint],
        ]),
      );
      await uploadAssets(assets, { ...rootKey, endpoint: oss.endpoint, region });
      const { stackId } = await cloud.ros.createStack({ name: stackName, template, parameters });
      return new DeployedApp(cloud, template as Template, stackId, parameters);
    } catch (error) {
      await cloud.close();
      throw error;
    }
  }

  async update(template: Template): Promise<void> {
    await this.cloud.ros.updateStack({ stack: this.stackId, template, parameters: this.parameters });
  }

  /** @throws StackFailedError for what the services do not let go */
  async delete(): Promise<void> {
    await this.cloud.ros.deleteStack(this.stackId);
  }

  output(name: string): string {
    return String(this.cloud.ros.describeStack(this.stackId).outputs[name]);
  }

  /** A session of a role that ECS may assume, as a web server on it would have. */
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
      // The client warns of a session that nobody refreshes.
      ...(stsToken ? { stsToken, refreshSTSToken: async () => ({ ...keys, stsToken }) } : {}),
      authorizationV4: true,
      sldEnable: true,
    };
    return new OSS(options);
  }
}
