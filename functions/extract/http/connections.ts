import { HttpConnection, type HttpPeer } from './http-connection';

/**
 * Milliseconds after which an idle connection is not used again. OSS and Tablestore close idle connections after about a
 * minute, gateways in between forget them. While an instance is frozen it does not notice that, and its timers do not
 * run: so times of the wall clock are compared instead.
 */
const MAX_IDLE = 15_000;

/** Most idle connections kept, for all objects of an instance together. Each object may use 64 at once to look ahead. */
const MAX_KEPT = 96;

const all = new Set<HttpConnection>();
/** The idle ones of each peer. The one used last is at the end and is taken first, so that few are kept in use. */
const kept = new Map<string, HttpConnection[]>();

const nameOf = ({ protocol, hostname, port }: HttpPeer): string => `${protocol}//${hostname}:${port}`;

/**
 * An idle connection, or a new one.
 *
 * @param spare if no idle one is left then, another is opened, so that the next request need not wait for a handshake
 */
export function connectionTo(
  peer: HttpPeer,
  spare: boolean,
): { connection: HttpConnection; reused: boolean } {
  const idle = idleOf(peer);
  const reused = takeAlive(idle);
  const connection = reused ?? connect(peer, idle);
  if (spare && idle.length === 0) idle.push(connect(peer, idle).makeReady());
  return { connection, reused: reused !== undefined };
}

/** A connection that nothing was sent over before. */
export const newConnection = (peer: HttpPeer): HttpConnection => connect(peer, idleOf(peer));

/** Closes the idle connections of a peer: one of them turned out to be dead. */
export function dropIdle(peer: HttpPeer): void {
  for (const connection of [...idleOf(peer)]) connection.destroy();
  idleOf(peer).length = 0;
}

function idleOf(peer: HttpPeer): HttpConnection[] {
  const name = nameOf(peer);
  const idle = kept.get(name) ?? [];
  kept.set(name, idle);
  return idle;
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
