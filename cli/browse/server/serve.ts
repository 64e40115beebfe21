import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { UsageError } from '../../program/errors';

const LOOPBACK = '127.0.0.1';

/** A page that is served. */
export interface Served {
  port: number;
  close(): Promise<void>;
}

/**
 * Serves on loopback.
 * @param port the one to take, or the one to try first
 * @param isFixed whether no other port will do
 * @param appAt makes what is served, once the port is known
 * @throws UsageError when the port cannot be had
 */
export async function serve(port: number, isFixed: boolean, appAt: (port: number) => Hono): Promise<Served> {
  let app = new Hono();
  const server = createAdaptorServer({ fetch: (request, env) => app.fetch(request, env) });
  const listen = async (wanted: number): Promise<void> => {
    server.listen(wanted, LOOPBACK);
    await once(server, 'listening');
  };
  try {
    await listen(port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (isFixed)
      throw new UsageError(`--port: ${port} cannot be had on this machine (${code}): name another.`);
    await listen(0);
  }
  const taken = (server.address() as AddressInfo).port;
  app = appAt(taken);
  return {
    port: taken,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}
