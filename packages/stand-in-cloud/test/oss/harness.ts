import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OSS from 'ali-oss';
import type { Clock } from '../../src/clock';
import { encodeUri } from '../../src/oss/names';
import type { OssRequest } from '../../src/oss/request';
import { OssServer, type OssServerOptions } from '../../src/oss/server';
import type { OssEventRecord } from '../../src/oss/service';
import { canonicalRequest, sign, stringToSign } from '../../src/oss/signature-v4';
import type { Credentials } from '../../src/ram/authority';
import { ACCOUNT, FakeAuthority, READER, ROOT } from './fake-authority';

export { ACCOUNT, FakeAuthority, READER, ROOT };

export const REGION = 'cn-hangzhou';

interface Answered {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
  /** Code of the error document, or of the header that stands for it. */
  code: string | undefined;
  text: string;
}

export interface Call {
  method?: string;
  /** @default the harness's bucket */
  bucket?: string;
  /** @default none: a request about the bucket */
  key?: string;
  query?: Record<string, string | null>;
  headers?: Record<string, string>;
  body?: string | Buffer;
  credentials?: Credentials;
}

/** What DeleteMultipleObjects must carry. */
export const contentMd5 = (body: string): Record<string, string> => ({
  'content-md5': createHash('md5').update(body).digest('base64'),
});

interface Sent {
  method?: string;
  /** Path and query, percent-encoded by the caller. */
  path: string;
  headers?: http.OutgoingHttpHeaders;
  body?: string | Buffer;
}

/** A server with its own directory and one bucket, and clients for it. */
export class Harness {
  readonly authority = new FakeAuthority();
  /** Moves the server's time away from the machine's. */
  skewMs = 0;
  readonly events: OssEventRecord[] = [];
  /** What servers found and mended at their starts. */
  readonly notices: string[] = [];
  readonly dataDir = mkdtempSync(join(tmpdir(), 'oss-test-'));
  readonly clock: Clock = { now: () => Date.now() + this.skewMs };
  server!: OssServer;
  private readonly clients = new Map<string, OSS>();
  readonly agent = new http.Agent({ keepAlive: true });

  static readonly bucket = 'bucket-test';

  static async start(options: Partial<OssServerOptions> = {}): Promise<Harness> {
    const harness = new Harness();
    await harness.open(options);
    harness.server.createBucket(Harness.bucket, {});
    harness.subscribe();
    return harness;
  }

  async open(options: Partial<OssServerOptions> = {}): Promise<void> {
    const { authority, clock, dataDir } = this;
    this.server = await OssServer.start({
      authority,
      clock,
      dataDir,
      region: REGION,
      onNotice: (text) => this.notices.push(text),
      ...options,
    });
  }

  subscribe(): void {
    this.server.addNotification({
      id: 'everything',
      bucket: Harness.bucket,
      events: ['oss:ObjectCreated:*', 'oss:ObjectRemoved:*'],
      deliver: (record) => void this.events.push(record),
    });
  }

  /** The official client; one for each key, because making one takes longer than most calls. */
  client(credentials: Credentials = ROOT): OSS {
    const id = `${this.server.endpoint} ${credentials.accessKeyId}`;
    const client = this.clients.get(id) ?? this.newClient(credentials);
    this.clients.set(id, client);
    return client;
  }

  private newClient(credentials: Credentials): OSS {
    return new OSS({
      accessKeyId: credentials.accessKeyId,
      accessKeySecret: credentials.accessKeySecret,
      ...(credentials.securityToken && {
        stsToken: credentials.securityToken,
        // Without it the client warns on every call.
        refreshSTSToken: async () => credentials,
        refreshSTSTokenInterval: 3_600_000,
      }),
      authorizationV4: true,
      region: `oss-${REGION}`,
      endpoint: this.server.endpoint,
      sldEnable: true,
      bucket: Harness.bucket,
    } as OSS.Options);
  }

  /** A presigned path with its query. */
  async presign(
    method: string,
    key: string,
    options: { expires?: number; credentials?: Credentials; headers?: object; queries?: object } = {},
  ): Promise<string> {
    const { expires = 60, credentials = ROOT, headers = {}, queries = {} } = options;
    const url = await this.client(credentials).signatureUrlV4(
      method as OSS.HTTPMethods,
      expires,
      { headers, queries } as never,
      key,
    );
    return new URL(url).pathname + new URL(url).search;
  }

  send({ method = 'GET', path, headers = {}, body }: Sent): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const request = http.request(
        { host: '127.0.0.1', port: this.server.port, agent: this.agent, method, path, headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const bytes = Buffer.concat(chunks);
            const inHeader = String(response.headers['x-oss-err'] ?? '');
            const document = Buffer.from(inHeader, 'base64').toString() || bytes.toString();
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: bytes,
              text: document,
              code: /<Code>(.*?)<\/Code>/.exec(document)?.[1],
            });
          });
        },
      );
      request.on('error', reject);
      // With a string for a body Node would write the headers in UTF-8 as well.
      request.end(body === undefined ? undefined : Buffer.from(body as string));
    });
  }

  /** Sends a request signed in its headers. */
  call(call: Call = {}): Promise<Answered> {
    const { method = 'GET', bucket = Harness.bucket, key = '', query = {}, body, credentials = ROOT } = call;
    const time = new Date(this.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
    const headers: Record<string, string> = {
      'x-oss-date': time,
      'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
      ...(credentials.securityToken && { 'x-oss-security-token': credentials.securityToken }),
      ...call.headers,
    };
    const signed = {
      method,
      bucket: bucket || undefined,
      key,
      query: new Map(Object.entries(query)),
      headers,
    };
    const scope = { date: time.slice(0, 8), region: REGION };
    const text = stringToSign(time, scope, canonicalRequest(signed as OssRequest, []));
    const credential = `${credentials.accessKeyId}/${scope.date}/${REGION}/oss/aliyun_v4_request`;
    const signature = sign(credentials.accessKeySecret, scope, text);
    headers['Authorization'] = `OSS4-HMAC-SHA256 Credential=${credential},Signature=${signature}`;
    const parameters = Object.entries(query).map(([name, value]) =>
      value === null ? encodeUri(name) : `${encodeUri(name)}=${encodeUri(value)}`,
    );
    const resource = bucket ? `/${bucket}/${encodeUri(key).replaceAll('%2F', '/')}` : '/';
    const path = parameters.length > 0 ? `${resource}?${parameters.join('&')}` : resource;
    return this.send({
      method,
      path,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body ?? '') },
      body,
    });
  }

  put(key: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Answered> {
    return this.call({ method: 'PUT', key, body, headers });
  }

  get(key: string, headers: Record<string, string> = {}): Promise<Answered> {
    return this.call({ key, headers });
  }

  async close(): Promise<void> {
    this.agent.destroy();
    await this.server.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
