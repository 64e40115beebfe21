import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { Clock } from '../clock';
import type { Authority } from '../ram/authority';
import { ServerConnections, type Severing } from '../severing';
import { noticeOnStderr, type OnNotice } from '../storage/errors';
import { BucketStore } from './bucket-store';
import type { OssConditions, RequestRecord } from './conditions';
import { OssRequestHandler } from './handler';
import { linkFile } from './link-file';
import { Notifications } from './notifications';
import { Replication } from './replication';
import type { BucketOptions, NotificationRule, OssService } from './service';

export interface OssServerOptions {
  authority: Authority;
  /** Such as `cn-hangzhou`; part of every signature's scope. */
  region: string;
  clock: Clock;
  /** Where objects and metadata live. A server started on the directory of an earlier one has its buckets. */
  dataDir: string;
  /** @default a free port */
  port?: number;
  /** @default no latency, no limits, no faults */
  conditions?: OssConditions;
  /** Told of what was found and mended in the data directory. @default written to standard error */
  onNotice?: OnNotice;
}

/** How long an idle connection is kept; the real service closes it after about a minute too. */
const KEEP_ALIVE_MS = 60_000;

/** Object Storage Service on loopback. */
export class OssServer implements OssService {
  private constructor(
    private readonly http: Server,
    private readonly connections: ServerConnections,
    private readonly store: BucketStore,
    private readonly notifications: Notifications,
    private readonly handler: OssRequestHandler,
    private readonly replication: Replication,
  ) {}

  /** @throws Error when the port is taken; DamagedDataError, DataDirectoryError for its data directory */
  static async start(options: OssServerOptions): Promise<OssServer> {
    const { authority, clock, region } = options;
    const store = new BucketStore(options.dataDir, clock, options.onNotice ?? noticeOnStderr);
    const notifications = new Notifications(store.outbox);
    const replication = new Replication();
    const handler = new OssRequestHandler(
      { store, notifications, replication, authority, clock, region },
      options.conditions ?? {},
    );
    const http = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 });
    const connections = new ServerConnections(http);
    const server = new OssServer(http, connections, store, notifications, handler, replication);
    http.on('connection', (socket: Socket) => handler.connected(socket));
    // `checkContinue` is for a client that asks before it sends its body.
    for (const event of ['request', 'checkContinue']) {
      http.on(event, (message: IncomingMessage, response: ServerResponse) => {
        if (connections.serves(message.socket)) void handler.handle(message, response);
      });
    }
    try {
      http.listen(options.port ?? 0, '127.0.0.1');
      await once(http, 'listening');
    } catch (error) {
      store.close();
      throw error;
    }
    return server;
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  get endpoint(): string {
    return `http://localhost:${this.port}`;
  }

  /** May be changed or replaced while the server runs. Requests that are being handled keep the earlier ones. */
  get conditions(): OssConditions {
    return this.handler.conditions;
  }

  set conditions(conditions: OssConditions) {
    this.handler.conditions = conditions;
  }

  /** The latest answered requests, oldest first; {@link clearRequests} empties the list. */
  get requests(): readonly RequestRecord[] {
    return this.handler.log;
  }

  clearRequests(): void {
    this.handler.log.length = 0;
  }

  createBucket(name: string, options: BucketOptions): void {
    this.store.createBucket(name, options);
  }

  updateBucket(name: string, options: BucketOptions): void {
    this.store.updateBucket(name, options);
  }

  deleteBucket(name: string, force = false): void {
    this.store.deleteBucket(name, force);
    this.notifications.removeBucket(name);
  }

  hasBucket(name: string): boolean {
    return this.store.has(name);
  }

  addNotification(rule: NotificationRule): void {
    this.store.bucket(rule.bucket);
    this.notifications.add(rule);
  }

  removeNotification(id: string): void {
    this.notifications.remove(id);
  }

  suspendNotification(id: string): void {
    this.notifications.suspend(id);
  }

  deliverPending(): void {
    this.notifications.deliver(this.store.outbox.pending);
  }

  readObject(bucket: string, key: string): { size: number; etag: string; stream: Readable } {
    const { size, etag, segments } = this.store.object(this.store.bucket(bucket), key);
    const { blobs } = this.store;
    blobs.hold(segments);
    const stream = Readable.from(blobs.read(segments, 0, size), { objectMode: false });
    stream.once('close', () => blobs.release(segments));
    return { size, etag, stream };
  }

  /**
   * Makes an object of a file without copying it: the bytes are read from the file when they are asked for, so it must
   * stay where and as it is. No event is sent, and the ETag and CRC are made up.
   * @throws OssError `NoSuchBucket`; Error `ENOENT` when there is no such file
   */
  linkFile(bucket: string, key: string, path: string): void {
    linkFile(this.store, bucket, key, path);
  }

  /**
   * Makes a bucket a replica of another one of this server, from now on and as long as the process lives: objects that are
   * there already are not copied. The calls of OSS that configure replication do not exist here.
   * @throws OssError `NoSuchBucket`
   */
  replicate(source: string, replica: string): void {
    for (const name of [source, replica]) this.store.bucket(name);
    this.replication.add(source, replica);
  }

  /**
   * What a lifecycle rule does when objects expire, or a trigger that was off never tells: they go, and no event is sent.
   * @throws OssError `NoSuchBucket`, `NoSuchKey`
   */
  expireObject(bucket: string, key: string): void {
    const at = this.store.bucket(bucket);
    this.store.object(at, key);
    this.store.deleteObject(at, key);
  }

  /**
   * What a lifecycle rule does when it moves an object to another storage class: ETag and time of change stay, and no event
   * is sent.
   * @throws OssError `NoSuchBucket`, `NoSuchKey`
   */
  moveObject(bucket: string, key: string, storageClass: NonNullable<BucketOptions['storageClass']>): void {
    const at = this.store.bucket(bucket);
    this.store.putObject(at, key, { ...this.store.object(at, key), storageClass });
  }

  /** Ends connections from these ports. */
  sever(clientPorts: ReadonlySet<number>, how: Severing): void {
    this.connections.sever(clientPorts, how);
  }

  /** Closes every connection, also those with unfinished answers. Objects stay in the data directory. */
  async close(): Promise<void> {
    const closed = once(this.http, 'close');
    this.http.close();
    this.connections.destroyAll();
    await closed;
    await this.handler.idle();
    this.store.close();
  }
}
