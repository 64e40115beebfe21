import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { assertTemplate } from 'ros-template-check';
import { PROJECT_ROOT } from '../../lib/project-root';
import { DeployedApp } from '../end-to-end/support/deployed-app';
import { synthesizedExample } from './synthesized';

const fixture = (name: string): string => join(PROJECT_ROOT, 'test', 'fixtures', 'media', name);

describe('examples/chat-alerts', () => {
  const messages: unknown[] = [];
  let chat: Server;
  let app: DeployedApp;

  beforeAll(async () => {
    chat = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      messages.push(JSON.parse(body));
      response.end('{"errcode":0}');
    });
    await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
    const directory = await synthesizedExample('chat-alerts');
    const { port } = chat.address() as AddressInfo;
    app = await DeployedApp.deployWith(directory, 'chat-alerts', {
      given: { ChatWebHook: `http://127.0.0.1:${port}/robot/send` },
      prepare: (cloud) => cloud.events.createBus('media-news'),
    });
  }, 120_000);

  afterAll(async () => {
    await app?.cloud.close();
    chat?.close();
  });

  it('breaks no rule of the services', () => {
    expect(() => assertTemplate(app.template)).not.toThrow();
  });

  it('tells the chat of what does not meet the policy, and of nothing else', async () => {
    const oss = app.oss();
    await oss.put('deliveries/good.mp4', fixture('moov-first.mp4'));
    await oss.put('deliveries/bad.mkv', fixture('vp9.webm'));
    await oss.put('elsewhere/bad.mkv', fixture('vp9.webm'));
    await app.cloud.functions.idle();
    await app.cloud.events.idle();

    const types = app.cloud.events.eventsOf('media-news').map(({ subject, type }) => `${subject} ${type}`);
    const bucket = app.output('BucketName');
    expect(types.sort()).toEqual([
      `oss://${bucket}/deliveries/bad.mkv mediametadata.row.policyfailed`,
      `oss://${bucket}/deliveries/good.mp4 mediametadata.row.described`,
      `oss://${bucket}/elsewhere/bad.mkv mediametadata.row.described`,
    ]);
    expect(messages).toEqual([
      {
        msgtype: 'text',
        text: { content: `Not accepted: oss://${bucket}/deliveries/bad.mkv, DESCRIBED` },
      },
    ]);
  });
});
