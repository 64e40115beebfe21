import { HttpConnection, type HttpPeer } from './http-connection';

/**
 * Longest a connection may have been idle to be used again, in milliseconds. OSS closes idle connections after a
 * minute, and a frozen instance does not see that: its timers stand still too, so the clock is asked instead.
 */
const MAX_IDLE = 15_000;

/** Connections kept at most: one pool for all objects of an instance, each with up to 64 places fetched ahead. */
const MAX_KEPT = 96;

const all = new Set<HttpConnection>();
/** By peer, the one used last at the end: the fewer are in use, the warmer they are. */
const kept = new Map<string, HttpConnection[]>();

const nameOf = ({ protocol, hostname, port }: HttpPeer): string => `${protocol}//${hostname}:${port}`;

/**
 * A kept connection, or a new one. When none is left another is made, so that the next request, or the next object after
 * one whose answer was cut off, need not wait for a handshake.
 */
export function connectionTo(peer: HttpPeer): { connection: HttpConnection; reused: boolean } {
  const name = nameOf(peer);
  const idle = kept.get(name) ?? [];
  kept.set(name, idle);
  const reused = takeAlive(idle);
  const connection = reused ?? connect(peer, idle);
  if (idle.length === 0) idle.push(connect(peer, idle).makeReady());
  return { connection, reused: reused !== undefined };
}

function takeAlive(idle: HttpConnection[]): HttpConnection | undefined {
  for (let connection = idle.pop(); connection; connection = idle.pop()) {
    if (connection.alive && Date.now() - connection.idleSince <= MAX_IDLE) return connection;
    connection.destroy();
  }
  return undefined;
}

function connect(peer: HttpPeer, idle: HttpConnection[]): HttpConnection {
  const connection = new HttpConnection(peer, (ready) => {
    if (idle.length < MAX_KEPT) idle.push(ready);
    else ready.destroy();
  });
  all.add(connection);
  connection.onClose(() => {
    all.delete(connection);
    const at = idle.indexOf(connection);
    if (at >= 0) idle.splice(at, 1);
  });
  return connection;
}

/** Closes every connection. */
export function closeConnections(): void {
  for (const connection of all) connection.destroy();
  kept.clear();
}
