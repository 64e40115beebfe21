import { App } from '@alicloud/ros-cdk-core';
import { ChatAlertsStack } from './chat-alerts-stack';

const app = new App();
new ChatAlertsStack(app, 'chat-alerts');
app.synth();
