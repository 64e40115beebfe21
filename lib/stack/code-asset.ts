import type { Construct } from '@alicloud/ros-cdk-core';
import { Asset } from '@alicloud/ros-cdk-ossassets';
import type { CodeZip } from '../code-package/code-zip';

/**
 * The code package as an asset of the stack. It is a `.zip` file, because the CLI uploads a zip unchanged; it
 * would zip a directory itself and lose the executable bits. Its key is made from its content: ROS updates a
 * function only when the key changes. All functions share this package.
 */
export class CodeAsset extends Asset {
  /** The value for `code` of a function. */
  readonly location: { ossBucketName: string; ossObjectName: string };

  constructor(scope: Construct, id: string, code: CodeZip) {
    super(scope, id, { path: code.path, assetHash: code.sha256 });
    this.location = { ossBucketName: this.bucketName, ossObjectName: this.objectKey };
  }
}
