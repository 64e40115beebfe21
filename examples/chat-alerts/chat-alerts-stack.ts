import { join } from 'node:path';
import {
  type App,
  DefaultStackSynthesizer,
  RosParameter,
  RosParameterType,
  Stack,
} from '@alicloud/ros-cdk-core';
import { Rule } from '@alicloud/ros-cdk-eventbridge';
import { MediaMetadata } from 'media-metadata';

/** The bus has to be there before: ROS has no type for it. */
const NEWS_BUS = 'media-news';

/** Tells a chat of every delivery that does not meet its policy, or could not be looked at. */
export class ChatAlertsStack extends Stack {
  constructor(scope: App, id: string) {
    // The bucket for the code is `cdk-QUALIFIER-assets-REGION`. Bucket names are shared by all users of OSS: set your own.
    super(scope, id, { synthesizer: new DefaultStackSynthesizer({ qualifier: 'chat-alerts' }) });

    // The address of a chat's web hook lets anybody write there: it stands in no file.
    const webHook = new RosParameter(this, 'ChatWebHook', {
      type: RosParameterType.STRING,
      noEcho: true,
      description: 'Address of the web hook of a chat, such as a DingTalk robot.',
    });

    const media = new MediaMetadata(this, 'Media', {
      newsBus: NEWS_BUS,
      policies: { 'deliveries/': join(__dirname, 'delivery.policy') },
    });
    media.addOutputs();

    const alerts = new Rule(this, 'Alerts', {
      eventBusName: NEWS_BUS,
      ruleName: 'media-alerts',
      filterPattern: {
        source: ['media-metadata'],
        type: ['mediametadata.row.policyfailed', 'mediametadata.row.failed'],
      },
      targets: [
        {
          identity: 'chat',
          type: 'https',
          endpoint: webHook.valueAsString,
          // A day of retries: a chat may be away.
          pushRetryStrategy: 'EXPONENTIAL_DECAY_RETRY',
          paramList: [
            {
              resourceKey: 'Body',
              form: 'TEMPLATE',
              value: JSON.stringify({
                object: '$.subject',
                status: '$.data.Status',
              }),
              // What DingTalk's robots take. A key with a quotation mark would break it: send ORIGINAL to a program then.
              template: '{"msgtype":"text","text":{"content":"Not accepted: ${object}, ${status}"}}',
            },
          ],
        },
      ],
    });
    // Nothing is told before somebody listens.
    media.trigger?.addDependency(alerts);
  }
}
