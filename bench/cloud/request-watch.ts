import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { CONNECT_LATENCY_MS } from '../conditions';
import { monotonicMs } from '../monotonic';

/** One request, as the server saw it. Times are in `monotonicMs`. */
export interface SeenRequest {
  method: string;
  /** Without the query, which contains the signature. */
  path: string;
  port: number;
  arrived: number;
  answered: number;
  /** When the last byte of the response was handed over, or the connection ended. */
  ended: number;
  /**
   * True for the first request on a connection, unless the connection was opened ahead of it: it had to wait
   * for the connection.
   */
  newConnection: boolean;
}

interface Exchanged {
  request: IncomingMessage;
  response: ServerResponse;
  socket: Socket;
}

/** Records when the servers of this process receive and answer requests. The servers do not know about it. */
export class RequestWatch {
  private seen: SeenRequest[] = [];
  /** Connections without a request yet, and when they were opened. */
  private readonly fresh = new WeakMap<Socket, number>();

  constructor() {
    subscribe('net.server.socket', (message) => {
      this.fresh.set((message as { socket: Socket }).socket, monotonicMs());
    });
    subscribe('http.server.request.start', (message) => this.note(message as Exchanged));
  }

  clear(): void {
    this.seen = [];
  }

  /** Requests whose response has begun. A request that the client gave up before that was no round trip. */
  get answered(): SeenRequest[] {
    return this.seen.filter(({ answered }) => answered > 0);
  }

  private note({ request, response, socket }: Exchanged): void {
    const arrived = monotonicMs();
    const seen: SeenRequest = {
      method: request.method ?? '',
      path: (request.url ?? '').replace(/\?.*/s, ''),
      port: socket.localPort ?? 0,
      arrived,
      answered: 0,
      ended: 0,
      newConnection: arrived - (this.fresh.get(socket) ?? 0) < CONNECT_LATENCY_MS,
    };
    this.fresh.delete(socket);
    this.seen.push(seen);
    const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
    response.writeHead = (...args: unknown[]) => {
      seen.answered ||= monotonicMs();
      return writeHead(...args);
    };
    const end = (): void => {
      seen.ended ||= monotonicMs();
    };
    response.once('finish', end).once('close', end);
  }
}
