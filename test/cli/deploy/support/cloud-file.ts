import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cloud } from 'stand-in-cloud';
import { type RunOptions, type RunResult, runMedia } from '../../run-media';
import { ApiProxy } from './api-proxy';

/** A cloud with a proxy in front of its ROS, and a folder in which `media` finds it. */
export class CloudFolder {
  private constructor(
    readonly cloud: Cloud,
    readonly ros: ApiProxy,
    readonly folder: string,
  ) {}

  static async start(): Promise<CloudFolder> {
    const cloud = await Cloud.start();
    const ros = await ApiProxy.start(cloud.rosEndpoint);
    const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
    const { region, oss, tablestore, stsEndpoint, rootKey, ram } = cloud;
    const line = {
      region,
      ossEndpoint: oss.endpoint,
      tablestoreEndpoint: tablestore.endpoint,
      rosEndpoint: ros.endpoint,
      stsEndpoint,
      accountId: ram.accountId,
      accessKeyId: rootKey.accessKeyId,
      accessKeySecret: rootKey.accessKeySecret,
    };
    writeFileSync(join(folder, 'cloud.json'), `${JSON.stringify(line)}\n`);
    return new CloudFolder(cloud, ros, folder);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  run(argv: string[], options: RunOptions = {}): Promise<RunResult> {
    return runMedia(argv, { cwd: this.folder, env: { MEDIA_LOCAL: 'cloud.json' }, ...options });
  }

  async stop(): Promise<void> {
    await this.ros.stop();
    await this.cloud.close();
    rmSync(this.folder, { recursive: true });
  }
}
