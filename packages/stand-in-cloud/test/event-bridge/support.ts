import { createServer, type IncomingMessage, type Server } from 'node:http';
import EventBridgeClient, { CloudEvent, Config } from '@alicloud/eventbridge';
import { EventBridge } from '../../src/event-bridge/event-bridge';
import { serveEventBridge } from '../../src/event-bridge/http-server';
import { type LoopbackServer, listenOnLoopback } from '../../src/loopback';
import type { Credentials } from '../../src/ram/authority';
import { Ram } from '../../src/ram/ram';

export const ACCOUNT = '1234567890123456';
export const REGION = 'cn-hangzhou';
export const BUS = 'films';
export const BUS_ARN = `acs:eventbridge:${REGION}:${ACCOUNT}:eventbus/${BUS}`;

export interface Rig {
  events: EventBridge;
  ram: Ram;
  root: Credentials;
  /** Payloads that functions were given, by ARN. */
  invoked: [arn: string, payload: string][];
  givenUp: string[];
  client(keys?: Credentials): EventBridgeClient;
  endpoint: string;
  close(): Promise<void>;
}

/** EventBridge with a bus, on loopback. */
export async function makeRig(): Promise<Rig> {
  const clock = { now: Date.now };
  const ram = new Ram({ accountId: ACCOUNT, clock });
  const invoked: [string, string][] = [];
  const givenUp: string[] = [];
  const events = new EventBridge({
    authority: ram,
    region: REGION,
    clock,
    timeScale: 0,
    invoke: async (arn, payload) => {
      invoked.push([arn, payload.toString()]);
    },
    onGivenUp: (rule, reason) => givenUp.push(`${rule}: ${reason}`),
  });
  events.createBus(BUS);
  const server = await serveEventBridge(events, { authority: ram, clock });
  const root = ram.createUserKey({ root: true });
  const client = ({ accessKeyId, accessKeySecret, securityToken }: Credentials = root) =>
    new EventBridgeClient(
      new Config({ accessKeyId, accessKeySecret, securityToken, endpoint: new URL(server.endpoint).host }),
    );
  const close = async () => {
    events.close();
    await server.close();
  };
  return { events, ram, root, invoked, givenUp, client, endpoint: server.endpoint, close };
}

export const eventOf = (fields: Record<string, unknown> = {}, bus = BUS): CloudEvent =>
  new CloudEvent({
    id: '1',
    source: 'tests',
    type: 'test.happened',
    subject: 'a',
    time: '2026-11-26T10:00:00.000Z',
    datacontenttype: 'application/json',
    data: Buffer.from(JSON.stringify({ Status: 'DESCRIBED', Size: 5, Doubts: ['TRUNCATED'] })),
    extensions: { aliyuneventbusname: bus },
    ...fields,
  });

/** A web hook that answers each request as told, and then with 200. */
export class WebHook {
  readonly bodies: string[] = [];
  private constructor(private readonly server: LoopbackServer) {}

  static async open(answers: number[] = []): Promise<WebHook> {
    const take = async (request: IncomingMessage): Promise<void> => {
      let body = '';
      for await (const chunk of request) body += chunk;
      hook.bodies.push(body);
    };
    const server: Server = createServer((request, response) => {
      void take(request).then(() => {
        response.statusCode = answers.shift() ?? 200;
        response.end();
      });
    });
    const hook = new WebHook(await listenOnLoopback(server));
    return hook;
  }

  get address(): string {
    return `${this.server.endpoint}/hook`;
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
