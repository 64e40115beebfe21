import { type App, DefaultStackSynthesizer, Stack } from '@alicloud/ros-cdk-core';
import type { CodeZip } from '../code-package/code-zip';
import type { Settings } from '../settings';
import { MediaMetadata } from './media-metadata';

export interface MediaMetadataStackProps {
  settings: Settings;
  /** @default - the one that this package brings */
  code?: CodeZip;
}

/** One pipeline in a stack of its own, told what to do by the CDK context. */
export class MediaMetadataStack extends Stack {
  /** Name of the zip of the functions in the directory that is written. */
  readonly codeFile: string;

  constructor(scope: App, { settings, code }: MediaMetadataStackProps) {
    const { stackName, description, assetQualifier, ...props } = settings;
    // Validation of properties is on only while `enableResourcePropertyConstraint` is left out (ros-cdk-core 1.12.0).
    super(scope, stackName, {
      stackName,
      description,
      synthesizer: new DefaultStackSynthesizer({ qualifier: assetQualifier }),
    });
    this.templateOptions.metadata = { 'ALIYUN::ROS::Interface': { TemplateTags: ['media-metadata'] } };
    // By the CDK's custom `Default` adds nothing to logical ids, so they stay short.
    const media = new MediaMetadata(this, 'Default', { ...props, code });
    media.addOutputs();
    this.codeFile = media.code.assetPath;
  }
}
