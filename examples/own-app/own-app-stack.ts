import {
  type App,
  DefaultStackSynthesizer,
  Fn,
  RosOutput,
  RosPseudo,
  Stack,
  Token,
} from '@alicloud/ros-cdk-core';
import { Bucket } from '@alicloud/ros-cdk-oss';
import { Role } from '@alicloud/ros-cdk-ram';
import { MediaMetadata } from 'media-metadata';

/** A bucket of films, each described in a row, and a role for the web site that searches them. */
export class OwnAppStack extends Stack {
  constructor(scope: App, id: string) {
    // The bucket for the code is `cdk-QUALIFIER-assets-REGION`. Bucket names are shared by all users of OSS: set your own.
    super(scope, id, { synthesizer: new DefaultStackSynthesizer({ qualifier: 'own-app' }) });
    const unique = Token.asString(Fn.select(0, Fn.split('-', RosPseudo.stackId)));

    const films = new Bucket(this, 'Films', {
      bucketName: `films-${unique}`,
      accessControl: 'private',
      blockPublicAccess: true,
      serverSideEncryptionConfiguration: { sseAlgorithm: 'AES256' },
      storageClass: 'IA',
    });

    const media = new MediaMetadata(this, 'Media', {
      bucket: films,
      // Drafts lie elsewhere in the bucket.
      prefix: 'released/',
      logRetentionDays: 7,
      tags: { team: 'films' },
    });
    // For `media --outputs stack.outputs.json`.
    media.addOutputs();

    // The web site runs on ECS. It searches rows and reads nothing else, least of all the films.
    const site = new Role(this, 'Site', {
      roleName: `films-site-${unique}`,
      assumeRolePolicyDocument: {
        version: '1',
        statement: [
          { effect: 'Allow', action: 'sts:AssumeRole', principal: { service: ['ecs.aliyuncs.com'] } },
        ],
      },
    });
    media.grantSearch(site);
    new RosOutput(this, 'SiteRoleName', { value: site.attrRoleName, description: 'Role of the web site.' });
  }
}
