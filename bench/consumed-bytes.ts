import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Least bytes that are handed over at a time. It limits how exactly the position is known at which the client
 * stopped.
 */
const PIECE_BYTES = 32 * 1024;

/**
 * In a long body, pieces may be as large as the bytes so far divided by this. Checking each small piece of
 * 200 MB would take half a minute.
 */
const PIECE_SHARE = 32;

const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0');

/** `local remote state send-queue:receive-queue` in the kernel's list of IPv4 connections. */
const LINE = /:([0-9A-F]{4}) [0-9A-F]{8}:([0-9A-F]{4}) [0-9A-F]{2} [0-9A-F]{8}:([0-9A-F]{8})/g;

/** Bytes that the other end of a connection on this machine has not read yet. The kernel holds them. */
function unread(socket: Socket): number {
  const wanted = [hex(socket.remotePort ?? 0), hex(socket.localPort ?? 0)];
  for (const [, local, remote, receiveQueue] of readFileSync('/proc/net/tcp', 'latin1').matchAll(LINE)) {
    if (local === wanted[0] && remote === wanted[1]) return Number.parseInt(receiveQueue!, 16);
  }
  return 0;
}

/**
 * Counts the body bytes that a client really reads, exact to 32 KiB or 3 % per request. Counting in the
 * server would be wrong: megabytes may be in the kernel's buffers and be thrown away with the connection. So
 * a relay hands the body over in pieces, and each piece only after the kernel says that the client has read
 * the piece before.
 *
 * @param port of the server
 * @param use is called with the relay's port
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
            // The callback comes when the kernel has the piece, or when the connection is gone.
            await new Promise((done) => outgoing.write(piece, done));
            at += piece.length;
            sent += piece.length;
            bytes += piece.length;
            if (sent - checked < sent / PIECE_SHARE) continue;
            checked = sent;
            // Most clients read at once. A client that has stopped reading will soon close the connection.
            for (let looks = 0; unread(socket) > 0 && !outgoing.destroyed; looks += 1) {
              await (looks < 20 ? new Promise(setImmediate) : delay(1));
            }
          }
        }
        outgoing.end();
      } catch {
        outgoing.destroy(); // The client closed its connection, which ends the request.
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
