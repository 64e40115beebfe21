import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens, and how to end it with all its connections. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`. */
  endpoint: string;
  close(): Promise<void>;
}

/**
 * Lets a server listen on loopback, and on nothing else.
 *
 * @param port @default a free one
 * @throws Error when the port is taken or not allowed
 */
export async function listenOnLoopback(server: Server, port = 0): Promise<LoopbackServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
