import { type App, DefaultStackSynthesizer, Stack } from '@alicloud/ros-cdk-core';
import type { CodeZip } from '../code-package/code-zip';
import type { Settings } from '../settings';
import { MediaMetadata } from './media-metadata';

export interface MediaMetadataStackProps {
  settings: Settings;
  /** @default - the code in this package */
  code?: CodeZip;
}

/** One pipeline in its own stack, with settings from the CDK context. */
export class MediaMetadataStack extends Stack {
  /** File name of the functions' zip in the output directory. */
  readonly codeFile: string;

  constructor(scope: App, { settings, code }: MediaMetadataStackProps) {
    const { stackName, description, assetQualifier, ...props } = settings;
    // ros-cdk-core 1.12.0 validates properties only when `enableResourcePropertyConstraint` is not given.
    super(scope, stackName, {
      stackName,
      description,
      synthesizer: new DefaultStackSynthesizer({ qualifier: assetQualifier }),
    });
    this.templateOptions.metadata = { 'ALIYUN::ROS::Interface': { TemplateTags: ['media-metadata'] } };
    // In the CDK the id `Default` adds nothing to logical ids, so they stay short.
    const media = new MediaMetadata(this, 'Default', { ...props, code });
    media.addOutputs();
    this.codeFile = media.code.assetPath;
  }
}
