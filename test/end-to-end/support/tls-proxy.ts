import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { pipeline } from 'node:stream';
import { createServer, type TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';

/** A certificate for localhost. Clients trust it only when they are told to. */
export function localhostCertificate(): Promise<{ private: string; cert: string }> {
  return generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
}

/** A proxy with TLS in front of a server without TLS. */
export class TlsProxy {
  private readonly sockets = new Set<TLSSocket>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly endpoint: string,
  ) {}

  static async start(target: string, certificate: { private: string; cert: string }): Promise<TlsProxy> {
    const server = createServer({ key: certificate.private, cert: certificate.cert });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new TlsProxy(server, `https://localhost:${(server.address() as AddressInfo).port}`);
    server.on('secureConnection', (socket) => {
      proxy.sockets.add(socket);
      const behind = connect({ host: 'localhost', port: Number(new URL(target).port) });
      // Either side may close first.
      pipeline(socket, behind, () => undefined);
      pipeline(behind, socket, () => proxy.sockets.delete(socket));
    });
    server.on('tlsClientError', () => undefined);
    return proxy;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
