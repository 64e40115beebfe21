import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The answer to send instead of the service's. With undefined, the request goes to the service. */
export type Refuse = (request: IncomingMessage) => { status: number; body: object } | undefined;

/** A proxy in front of a service of the stand-in. It refuses the requests that a test chooses. */
export class HttpProxy {
  refuse: Refuse = () => undefined;

  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async start(target: string, host = '127.0.0.1'): Promise<HttpProxy> {
    const server = createServer((message, response) => proxy.handle(target, message, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new HttpProxy(server, `http://${host}:${(server.address() as AddressInfo).port}`);
    return proxy;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private handle(target: string, message: IncomingMessage, response: ServerResponse): void {
    const refused = this.refuse(message);
    if (refused) {
      message.resume();
      response
        .writeHead(refused.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(refused.body));
      return;
    }
    // The signature covers the host, so it must not change.
    const { method, url, headers } = message;
    const onward = request(
      { host: '127.0.0.1', port: new URL(target).port, method, path: url, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    onward.once('error', () => message.socket.destroy());
    message.pipe(onward);
  }
}
