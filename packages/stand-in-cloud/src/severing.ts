import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * How connections end while the client does not run. `close` and `reset`: at once. `forget`: they are reset when the next
 * request comes, as by a gateway that no longer knows them. `silence`: the next request is taken, and neither carried out
 * nor answered, as where packets are dropped.
 */
export const SEVERINGS = ['close', 'reset', 'forget', 'silence'] as const;
export type Severing = (typeof SEVERINGS)[number];

/** Ends connections to a server, by the port at the client's end. */
export type Sever = (clientPorts: ReadonlySet<number>, how: Severing) => void;

/** The connections to one server. */
export class ServerConnections {
  private readonly sockets = new Set<Socket>();
  private readonly dead = new WeakMap<Socket, 'forget' | 'silence'>();

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  sever(clientPorts: ReadonlySet<number>, how: Severing): void {
    for (const socket of this.sockets) {
      if (!clientPorts.has(socket.remotePort ?? 0)) continue;
      if (how === 'close') socket.destroy();
      else if (how === 'reset') socket.resetAndDestroy();
      else {
        this.dead.set(socket, how);
        // Else the server closes it after a minute without a request, which the client would notice.
        socket.setTimeout(0);
      }
    }
  }

  /** To be asked of each request that comes: false when it must not be answered. */
  serves(socket: Socket): boolean {
    const how = this.dead.get(socket);
    if (how === 'forget') socket.resetAndDestroy();
    return how === undefined;
  }

  destroyAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}
