import type { Construct } from '@alicloud/ros-cdk-core';
import { Asset } from '@alicloud/ros-cdk-ossassets';
import type { CodeZip } from '../code-package/code-zip';

/**
 * The code package as an asset of the stack: a `.zip` file, which the CLI uploads as it is (it would zip a directory
 * anew and lose the mode of executables). Its key is made from its content, so that a change reaches the function, which
 * ROS updates only when the key changes. All functions of the package share it.
 */
export class CodeAsset extends Asset {
  /** As the `code` of a function. */
  readonly location: { ossBucketName: string; ossObjectName: string };

  constructor(scope: Construct, id: string, code: CodeZip) {
    super(scope, id, { path: code.path, assetHash: code.sha256 });
    this.location = { ossBucketName: this.bucketName, ossObjectName: this.objectKey };
  }
}
