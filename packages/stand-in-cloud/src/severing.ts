import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * How connections end while the client does not run: closed, reset, or silent, as when a gateway has forgotten them.
 * Then the client's bytes are taken, and neither carried out nor answered.
 */
export const SEVERINGS = ['close', 'reset', 'silence'] as const;
export type Severing = (typeof SEVERINGS)[number];

/** Ends connections to a server, by the port at the client's end. */
export type Sever = (clientPorts: ReadonlySet<number>, how: Severing) => void;

/** The connections to one server. */
export class ServerConnections {
  private readonly sockets = new Set<Socket>();
  private readonly silent = new WeakSet<Socket>();

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
        this.silent.add(socket);
        // Else the server closes it after a minute without a request, which the client would notice.
        socket.setTimeout(0);
      }
    }
  }

  /** Whether what comes on a connection is to be left unanswered. */
  isSilent(socket: Socket): boolean {
    return this.silent.has(socket);
  }

  destroyAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}
