import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';

/**
 * Longest a connection may have been idle to be used again, in milliseconds. OSS closes idle connections after a
 * minute, and a frozen instance does not see that: its timers stand still too, so the clock is asked instead.
 */
const MAX_IDLE = 15_000;

/** One pool for all objects of an instance: several are read side by side, each with up to 32 places ahead. */
const OPTIONS = { keepAlive: true, maxFreeSockets: 64, scheduling: 'lifo' } as const;

const agents = { 'http:': new HttpAgent(OPTIONS), 'https:': new HttpsAgent(OPTIONS) };
const freedAt = new WeakMap<object, number>();

for (const agent of Object.values(agents)) {
  agent.on('free', (socket: Socket) => freedAt.set(socket, Date.now()));
}

/** The kept connections for a protocol, without those that stood idle too long. */
export function connections(protocol: string): HttpAgent {
  const agent = protocol === 'https:' ? agents['https:'] : agents['http:'];
  for (const socket of Object.values(agent.freeSockets).flat()) {
    if (socket && Date.now() - (freedAt.get(socket) ?? 0) > MAX_IDLE) socket.destroy();
  }
  return agent;
}

/** Closes every kept connection. */
export function closeConnections(): void {
  for (const agent of Object.values(agents)) agent.destroy();
}
