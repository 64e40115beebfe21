import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, systemClock } from '../clock';
import type { Authority } from '../ram/authority';
import type { Settling } from '../settling';
import { ServerConnections, type Severing } from '../severing';
import { noticeOnStderr, type OnNotice } from '../storage/errors';
import { OtsError } from './errors';
import { type FaultHook, injectedError } from './faults';
import { Instances } from './instances';
import { receive } from './receive-request';
import { admit, type OtsRequest, type OtsResponse, TablestoreRequestHandler } from './request-handler';
import { type RowWatcher, toldOfRows } from './row-watcher';
import type { IndexOptions, InstanceOptions, Network, TableOptions, TablestoreService } from './service';
import { Catalog } from './storage/catalog';
import { applyTemplateOptions, DEFAULT_OPTIONS, withSameKey } from './table-definition';

/** Clients keep connections for up to a minute. If the server closed one earlier, their next request could fail. */
const KEEP_ALIVE_MS = 75_000;

export interface TablestoreServerOptions {
  authority: Authority;
  /** Such as `cn-hangzhou`: part of the ARNs that policies are asked about. */
  region: string;
  /** The clock for versions, time to live and the index's lag. @default the system's time */
  clock?: Clock;
  /** The clock for the dates of requests. @default the system's time */
  wallClock?: Clock;
  /** Directory for instances, tables and rows; a later server finds them again. @default in memory only */
  dataDir?: string;
  /** @default any free port */
  port?: number;
  /** Network from which all callers come. @default 'VPC', as functions use it */
  network?: Network;
  /** Milliseconds for which a new table answers `OTSTableNotReady`; up to a minute in production. @default 0 */
  tableReadyAfterMs?: number;
  /** Told of instances and tables that callers in this process make. @default all can be used at once */
  settling?: Settling;
  /** Milliseconds until a write can be found in search; up to 10 s in production. @default 200 */
  indexLagMs?: number;
  /** Called for faults of this package, which callers see as status 500. @default written to standard error */
  onFault?: (error: unknown) => void;
  /** Told of what was found and mended in the data directory. @default written to standard error */
  onNotice?: OnNotice;
}

/** Tablestore on loopback. All instances have the same port; a signed header names the instance. */
export class TablestoreServer implements TablestoreService {
  private readonly counts = new Map<string, number>();
  private readonly connections: ServerConnections;
  private faults: FaultHook | undefined;

  private constructor(
    private readonly server: http.Server,
    private readonly instances: Instances,
    private readonly handler: TablestoreRequestHandler,
    private readonly options: TablestoreServerOptions & { clock: Clock },
    onFault: (error: unknown) => void,
  ) {
    this.connections = new ServerConnections(server);
    server.on('request', (request, response) => {
      if (!this.connections.serves(request.socket)) return;
      this.serve(request, response).catch((error: unknown) => {
        // A client that disconnects while it sends is no fault.
        if (!request.errored) onFault(error);
        request.socket.destroy();
      });
    });
  }

  /** @throws Error when the port is taken; DamagedDataError, DataDirectoryError for its data directory */
  static async start(options: TablestoreServerOptions): Promise<TablestoreServer> {
    const clock = options.clock ?? systemClock;
    const instances = new Instances({
      clock,
      readyAfterMs: options.tableReadyAfterMs ?? 0,
      indexLagMs: options.indexLagMs ?? 200,
      settling: options.settling,
      ...(options.dataDir === undefined
        ? {}
        : { catalog: new Catalog(options.dataDir, options.onNotice ?? noticeOnStderr) }),
    });
    const onFault = options.onFault ?? ((error: unknown) => console.error('tablestore stand-in:', error));
    const handler = new TablestoreRequestHandler({
      authority: options.authority,
      region: options.region,
      clock,
      wallClock: options.wallClock ?? systemClock,
      network: options.network ?? 'VPC',
      instances,
      onFault,
    });
    const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
    const service = new TablestoreServer(server, instances, handler, { ...options, clock }, onFault);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    return service;
  }

  get endpoint(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** Requests so far by operation, refused ones included. */
  get requestCounts(): ReadonlyMap<string, number> {
    return this.counts;
  }

  /** Sets who decides on faults; undefined ends them. */
  injectFaults(hook: FaultHook | undefined): void {
    this.faults = hook;
  }

  /** Has a function told of each row that is written to a table from now on. @throws OtsError when there is no such table */
  watchRows(instance: string, table: string, watcher: RowWatcher): void {
    this.instances.get(instance).table(table).addListener(toldOfRows(watcher));
  }

  /** How many instances there are. */
  get instanceCount(): number {
    return this.instances.count;
  }

  createInstance(name: string, options: InstanceOptions): void {
    this.instances.create(name, options);
    this.options.settling?.made('instance', name);
  }

  updateInstance(name: string, options: InstanceOptions): void {
    this.instances.change(name, (instance) => {
      instance.options = options;
    });
  }

  deleteInstance(name: string): void {
    this.instances.delete(name);
  }

  reach(instance: string, network: Network): void {
    if (!(this.options.settling?.isKnown('instance', instance) ?? true)) {
      const host = `${instance}.${this.options.region}.ots.aliyuncs.com`;
      throw new Error(`dial tcp: lookup ${host}: no such host`);
    }
    admit(this.instances.get(instance), network);
  }

  createTable(instance: string, table: string, options: TableOptions): void {
    this.instances.change(instance, (owner) => {
      owner.createTable({
        name: table,
        primaryKey: options.primaryKey,
        definedColumns: options.definedColumns ?? [],
        options: applyTemplateOptions(DEFAULT_OPTIONS, options),
        reservedThroughput: { read: 0, write: 0 },
        createdAt: this.options.clock.now(),
      });
      this.options.settling?.made('table', `${owner.name}/${table}`);
    });
  }

  updateTable(instance: string, table: string, options: Partial<TableOptions>): void {
    this.instances.change(instance, (owner) =>
      owner.updateTable(table, (current) => ({
        ...withSameKey(current, options.primaryKey),
        definedColumns: options.definedColumns ?? current.definedColumns,
        options: applyTemplateOptions(current.options, options),
      })),
    );
  }

  deleteTable(instance: string, table: string): void {
    this.instances.change(instance, (owner) => owner.deleteTable(table))();
  }

  createSearchIndex(instance: string, table: string, index: string, options: IndexOptions): void {
    this.instances.change(instance, (owner) => {
      owner.readyTable(table);
      owner.createIndex(table, {
        ...options,
        name: index,
        createdAt: this.options.clock.now(),
        timeToLiveSeconds: -1,
      });
    });
  }

  deleteSearchIndex(instance: string, table: string, index: string): void {
    this.instances.change(instance, (owner) => owner.deleteIndex(table, index));
  }

  /** Ends connections from these ports. */
  sever(clientPorts: ReadonlySet<number>, how: Severing): void {
    this.connections.sever(clientPorts, how);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.close((error) => (error ? reject(error) : resolve()));
      this.server.closeAllConnections();
    });
    this.instances.close();
  }

  private async serve(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    const request = await receive(incoming);
    const operation = request.path.slice(1);
    const previous = this.counts.get(operation) ?? 0;
    this.counts.set(operation, previous + 1);
    const instance = request.headers['x-ots-instancename'] ?? '';
    const fault = this.faults?.({ operation, instance, previous });
    if (fault?.delayMs) await delay(fault.delayMs);
    if (fault?.connection === 'reset') {
      incoming.socket.resetAndDestroy();
      return;
    }
    const response = this.respond(request, fault?.refuse ? injectedError(fault.refuse) : undefined);
    if (fault?.connection === 'lose-answer') {
      incoming.socket.resetAndDestroy();
      return;
    }
    outgoing.writeHead(response.status, { ...response.headers, 'content-length': response.body.length });
    outgoing.end(response.body);
  }

  private respond(request: OtsRequest & { tooLarge: boolean }, instead: OtsError | undefined): OtsResponse {
    const tooLarge = new OtsError('OTSRequestBodyTooLarge', 'The size of POST data is too large.');
    return request.tooLarge ? this.handler.refuse(request, tooLarge) : this.handler.handle(request, instead);
  }
}
