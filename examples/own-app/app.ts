import { App } from '@alicloud/ros-cdk-core';
import { OwnAppStack } from './own-app-stack';

const app = new App();
new OwnAppStack(app, 'own-app');
app.synth();
