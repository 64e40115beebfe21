import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the proxy does with a call: it answers, or cuts the connection before or after the service has received the call. */
export type Fate = { status: number; body: object } | 'cut' | 'lose answer' | undefined;

/** A proxy in front of the API of ROS or STS. It can make calls fail. */
export class ApiProxy {
  /** The actions of the calls, in order. */
  readonly calls: string[] = [];
  /** Decides for each call. @default all go through */
  fate: (action: string, nth: number) => Fate = () => undefined;

  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async start(target: string): Promise<ApiProxy> {
    const server = createServer((message, response) => {
      void proxy.handle(target, message, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new ApiProxy(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return proxy;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async handle(target: string, message: IncomingMessage, response: ServerResponse): Promise<void> {
    const action = String(message.headers['x-acs-action']);
    this.calls.push(action);
    const fate = this.fate(action, this.calls.filter((one) => one === action).length);
    if (fate === 'cut') {
      message.socket.destroy();
      return;
    }
    if (typeof fate === 'object') {
      message.resume();
      response.writeHead(fate.status, { 'content-type': 'application/json' }).end(JSON.stringify(fate.body));
      return;
    }
    const { port } = new URL(target);
    // The signature covers the host, so it must not change.
    const { method, url, headers } = message;
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      if (fate === 'lose answer') {
        answer.resume().once('end', () => message.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.once('error', () => message.socket.destroy());
    message.pipe(onward);
  }
}

/** A refusal in the form of ROS. */
export const refused = (Code: string, Message = 'no', status = 400): Fate => ({
  status,
  body: { RequestId: 'r', HostId: 'ros.aliyuncs.com', Code, Message },
});
