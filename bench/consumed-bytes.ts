import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Bytes handed over at a time at least: how exactly the end of what a client took in is known. */
const PIECE_BYTES = 32 * 1024;

/** After a long run this part of it may go unread: to look after each piece of 200 MB would take half a minute. */
const PIECE_SHARE = 32;

const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0');

/** `local remote state send-queue:receive-queue` of each of the kernel's connections over IPv4. */
const LINE = /:([0-9A-F]{4}) [0-9A-F]{8}:([0-9A-F]{4}) [0-9A-F]{2} [0-9A-F]{8}:([0-9A-F]{8})/g;

/** Bytes that the kernel holds for the other end of a connection of this machine and that it has not read yet. */
function unread(socket: Socket): number {
  const wanted = [hex(socket.remotePort ?? 0), hex(socket.localPort ?? 0)];
  for (const [, local, remote, receiveQueue] of readFileSync('/proc/net/tcp', 'latin1').matchAll(LINE)) {
    if (local === wanted[0] && remote === wanted[1]) return Number.parseInt(receiveQueue!, 16);
  }
  return 0;
}

/**
 * Counts the bytes of bodies that a client takes in, to 32 KiB or 3 % per request: a server that only counts what it sent
 * finds megabytes that filled the kernel's buffers and were thrown away with the connection. So a relay hands the body
 * over in pieces, each when the kernel says that the client has read the one before.
 *
 * @param port of the server
 * @param use is given the relay's port
 */
export async function countConsumed<T>(
  port: number,
  use: (port: number) => Promise<T>,
): Promise<{ result: T; bytes: number }> {
  let bytes = 0;
  const relay = createServer(async (incoming, outgoing) => {
    const { method, url, headers, socket } = incoming;
    const upstream = request({ host: '127.0.0.1', port, method, path: url, headers, agent: false }).end();
    outgoing.once('close', () => upstream.destroy());
    upstream.on('error', () => outgoing.destroy());
    upstream.on('response', async (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.flushHeaders();
      let sent = 0;
      let checked = 0;
      try {
        for await (const chunk of answer as AsyncIterable<Buffer>) {
          for (let at = 0; at < chunk.length && !outgoing.destroyed; ) {
            const piece = chunk.subarray(at, at + PIECE_BYTES);
            // Its callback comes when the kernel has it, or the connection is gone.
            await new Promise((done) => outgoing.write(piece, done));
            at += piece.length;
            sent += piece.length;
            bytes += piece.length;
            if (sent - checked < sent / PIECE_SHARE) continue;
            checked = sent;
            // It mostly reads at once; one that has stopped reading is about to close the connection.
            for (let looks = 0; unread(socket) > 0 && !outgoing.destroyed; looks += 1) {
              await (looks < 20 ? new Promise(setImmediate) : delay(1));
            }
          }
        }
        outgoing.end();
      } catch {
        outgoing.destroy(); // The client went away, and the request with it.
      }
    });
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  try {
    const result = await use((relay.address() as AddressInfo).port);
    return { result, bytes };
  } finally {
    relay.closeAllConnections();
    relay.close();
  }
}
