import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OSS from 'ali-oss';
import { type OssEventRecord, OssServer } from 'stand-in-cloud';
import { REGION, ROOT, TestAccount } from './account';

export const BUCKET = 'media-test';

/** The default content type. Without it the client would guess one from the key. */
const MIME = 'application/octet-stream';

/** The OSS stand-in with a bucket. The official client fills it with the account's own key. */
export class TestBucket {
  readonly account = new TestAccount();
  /** Milliseconds by which the server's clock differs from the machine's. */
  skewMs = 0;
  readonly events: OssEventRecord[] = [];
  server!: OssServer;
  private readonly directory = mkdtempSync(join(tmpdir(), 'oss-test-'));
  private readonly clients = new Map<string, OSS>();

  static async start(): Promise<TestBucket> {
    const bucket = new TestBucket();
    bucket.server = await OssServer.start({
      authority: bucket.account,
      clock: { now: () => Date.now() + bucket.skewMs },
      dataDir: bucket.directory,
      region: REGION,
    });
    bucket.server.createBucket(BUCKET, {});
    bucket.server.addNotification({
      id: 'everything',
      bucket: BUCKET,
      events: ['oss:ObjectCreated:*', 'oss:ObjectRemoved:*'],
      deliver: (record) => void bucket.events.push(record),
    });
    return bucket;
  }

  async put(key: string, body: string | Buffer, headers: object = {}, bucket = BUCKET): Promise<void> {
    const bytes = Buffer.from(body as string);
    if (key.includes('../')) await this.putUnresolved(key, bytes);
    else await this.client(bucket).put(key, bytes, { mime: MIME, headers });
  }

  /** The client signs such a key and then resolves the dots in it. The service takes the key as it is. */
  private async putUnresolved(key: string, body: Buffer): Promise<void> {
    const url = await this.client().signatureUrlV4('PUT', 60, { headers: {} }, key);
    const { search } = new URL(url);
    const { port } = this.server;
    const request = http.request({ method: 'PUT', port, path: `/${BUCKET}/${encodeURI(key)}${search}` });
    request.end(body);
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    response.resume();
    if (response.statusCode !== 200) throw new Error(`PUT '${key}': OSS answered ${response.statusCode}.`);
  }

  async remove(key: string, bucket = BUCKET): Promise<void> {
    await this.client(bucket).delete(key);
  }

  async link(key: string, target: string): Promise<void> {
    await this.client().putSymlink(key, target);
  }

  /** @returns undefined when the object does not exist */
  async head(key: string): Promise<{ etag: string; size: number } | undefined> {
    try {
      const { res } = await this.client().head(key);
      const headers = res.headers as Record<string, string>;
      return { etag: String(headers['etag']).replaceAll('"', ''), size: Number(headers['content-length']) };
    } catch (error) {
      if ((error as { status?: number }).status === 404) return undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.server.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** One client for each bucket, because creating one takes longer than most calls. */
  private client(bucket = BUCKET): OSS {
    const client =
      this.clients.get(bucket) ??
      new OSS({
        ...ROOT,
        authorizationV4: true,
        region: `oss-${REGION}`,
        endpoint: this.server.endpoint,
        sldEnable: true,
        bucket,
      } as OSS.Options);
    this.clients.set(bucket, client);
    return client;
  }
}
