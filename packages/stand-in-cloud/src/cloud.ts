import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { adoptingOss, adoptingTablestore } from './adoption';
import type { Chaos } from './chaos';
import { type Cleanup, runAll } from './cleanup';
import { systemClock, VirtualClock } from './clock';
import type { CloudOptions } from './cloud-options';
import type { Parts } from './cloud-parts';
import { DataDirectory } from './data-directory';
import type { EventBridge } from './event-bridge/event-bridge';
import { startEventBridge } from './event-bridge/start';
import { FunctionCompute } from './function-compute/function-compute';
import { api2, generation2 } from './function-compute/generation-2';
import { api3, generation3 } from './function-compute/generation-3';
import { serveFunctionCompute } from './function-compute/http/server';
import { realEndpoints, type ServiceAddresses } from './function-compute/real-endpoints';
import { removeTree } from './function-compute/tree';
import { serveLogs } from './log-service/http-server';
import { InMemoryLogService } from './log-service/in-memory-log-service';
import { OssServer } from './oss/server';
import { serveQuotas } from './quotas/quotas-api';
import type { Credentials } from './ram/authority';
import { Ram } from './ram/ram';
import { serveRam } from './ram/ram-api';
import { Activation } from './ros/activation';
import { serveRos } from './ros/api/server';
import { RosEngine } from './ros/engine';
import { standardProviders } from './ros/resources';
import { Settling } from './settling';
import { noticeOnStderr } from './storage/errors';
import { makeScratch } from './storage/scratch-directory';
import { serveSts } from './sts/sts-api';
import { TablestoreServer } from './tablestore/server';

/** Of a stack: from then on, what an earlier process left can be delivered with all that it needs. */
const DEPLOYED = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE']);

/** One account in one region of the stand-in cloud: the services on loopback, and the engine that deploys to them. */
export class Cloud implements Parts {
  readonly region: string;
  readonly ram: Ram;
  /** A key of the account itself, which may do everything in it. */
  readonly rootKey: Credentials;
  readonly oss: OssServer;
  readonly tablestore: TablestoreServer;
  readonly logs: InMemoryLogService;
  /** Where `GetLogs` of Log Service is; a client puts the project before the host name. */
  readonly logEndpoint: string;
  readonly functions: FunctionCompute;
  /** Where official clients find Function Compute, of both generations. */
  readonly fcEndpoint: string;
  /** Buses, rules and what they took. */
  readonly events: EventBridge;
  /** Where official clients find EventBridge. */
  readonly eventBridgeEndpoint: string;
  readonly ros: RosEngine;
  /** Where official clients find ROS. */
  readonly rosEndpoint: string;
  /** Where official clients find STS. */
  readonly stsEndpoint: string;
  /** Where clients find RAM. */
  readonly ramEndpoint: string;
  /** Where clients find Quota Center. */
  readonly quotasEndpoint: string;
  /** True when the data directory holds what an earlier cloud left. */
  readonly isReturning: boolean;
  readonly chaos?: Chaos;

  private constructor(
    parts: Parts,
    private readonly cleanups: Cleanup[],
  ) {
    ({
      region: this.region,
      ram: this.ram,
      rootKey: this.rootKey,
      oss: this.oss,
      tablestore: this.tablestore,
      logs: this.logs,
      logEndpoint: this.logEndpoint,
      functions: this.functions,
      fcEndpoint: this.fcEndpoint,
      events: this.events,
      eventBridgeEndpoint: this.eventBridgeEndpoint,
      ros: this.ros,
      rosEndpoint: this.rosEndpoint,
      stsEndpoint: this.stsEndpoint,
      ramEndpoint: this.ramEndpoint,
      quotasEndpoint: this.quotasEndpoint,
      isReturning: this.isReturning,
      chaos: this.chaos,
    } = parts);
  }

  /**
   * @throws DataDirectoryError; DamagedDataError with file and offset; Error `EADDRINUSE` when a port is taken
   */
  static async start(options: CloudOptions = {}): Promise<Cloud> {
    const cleanups: Cleanup[] = [];
    try {
      return new Cloud(await startParts(options, (cleanup) => cleanups.unshift(cleanup)), cleanups);
    } catch (error) {
      await runAll(cleanups);
      throw error;
    }
  }

  /** Ends the faults, if there were any. */
  calm(): void {
    this.chaos?.end();
  }

  /** Stops all servers and functions and removes temporary files. A data directory stays. */
  async close(): Promise<void> {
    await runAll(this.cleanups.splice(0));
  }
}

async function startParts(options: CloudOptions, atEnd: (cleanup: Cleanup) => void): Promise<Parts> {
  const { region = 'cn-hangzhou', accountId = '1234567890123456', ports = {}, chaos } = options;
  const { onNotice = noticeOnStderr } = options;
  const clock = systemClock;
  const data = options.dataDir === undefined ? undefined : DataDirectory.open(options.dataDir);
  if (data) atEnd(() => data.close());
  const isReturning = data?.isReturning ?? false;
  const scratch = await makeScratch(onNotice);
  atEnd(() => removeTree(scratch));

  const deploymentClock = new VirtualClock(clock);
  const settling = new Settling(deploymentClock, options.settlingMs);
  const ram = new Ram({ accountId, clock, settling });
  const rootKey = ram.createUserKey({ root: true }, data?.rootKey);
  data?.remember({ accountId, region, rootKey });
  const shared = { authority: ram, region, clock, settling, onNotice };

  const oss = await OssServer.start({
    ...shared,
    dataDir: join(data?.path ?? scratch, 'oss'),
    port: ports.oss,
    conditions: options.ossConditions ?? chaos?.ossConditions,
  });
  atEnd(() => oss.close());
  const tablestore = await TablestoreServer.start({
    ...shared,
    dataDir: data && join(data.path, 'tablestore'),
    port: ports.tablestore,
  });
  atEnd(() => tablestore.close());
  if (chaos) tablestore.injectFaults((request) => chaos.tablestoreFault(request));
  const logs = new InMemoryLogService(shared);
  const logApi = await serveLogs(logs, { ...shared, port: ports.logs });
  atEnd(() => logApi.close());
  const functions = new FunctionCompute({
    ...shared,
    generations: [generation2, generation3],
    oss,
    logs,
    workDir: join(scratch, 'function-compute'),
    dataDir: data && join(data.path, 'function-compute'),
    plan: options.deliveryPlan ?? chaos?.deliveryPlan,
    timeScale: options.timeScale,
    preload: options.instancePreload,
    timerClock: deploymentClock,
    sever: (ports, how) => {
      for (const service of [oss, tablestore]) service.sever(ports, how);
    },
    environmentValue: realEndpoints({ region, accountId }, () => addresses),
    onProblem: options.onProblem,
    onFailedInvocation: options.onFailedInvocation,
  });
  atEnd(() => functions.close());
  const api = await serveFunctionCompute(functions, {
    apis: [api2, api3],
    authority: ram,
    clock,
    port: ports.functionCompute,
  });
  atEnd(() => api.close());

  const eventBridge = await startEventBridge({ ...shared, ...options, accountId, functions });
  atEnd(() => eventBridge.close());

  const stored = isReturning
    ? { oss: adoptingOss(oss), tablestore: adoptingTablestore(tablestore) }
    : { oss, tablestore };
  let stacks = 0;
  const newId = (): string => chaos?.stackId(stacks++) ?? randomUUID();
  const activation = new Activation(options.inactiveServices);
  const ros = new RosEngine({
    region,
    accountId,
    clock,
    providers: standardProviders({
      ...stored,
      logs,
      fc: functions,
      events: eventBridge.events,
      ram,
      deploymentClock,
      rosNetwork: options.rosNetwork,
      activation,
    }),
    nextId: (name) => data?.stackId(name, newId) ?? newId(),
    onEvent: (event) => {
      if (event.logicalId === event.stackName && event.status === 'DELETE_COMPLETE') {
        data?.forgetStack(event.stackName);
      }
      if (event.logicalId === event.stackName && DEPLOYED.has(event.status)) functions.deliverPending();
      options.onStackEvent?.(event);
    },
  });
  const rosApi = await serveRos(ros, { ...shared, activation, port: ports.ros });
  atEnd(() => rosApi.close());
  const stsApi = await serveSts(ram, { clock, port: ports.sts });
  atEnd(() => stsApi.close());
  const ramApi = await serveRam(ram, { clock });
  atEnd(() => ramApi.close());
  const quotasApi = await serveQuotas({ ...shared, tablestore, limits: options.quotas });
  atEnd(() => quotasApi.close());
  // Asked for when a function is made, which nobody can before this cloud is handed out.
  const addresses: ServiceAddresses = {
    oss: oss.endpoint,
    tablestore: tablestore.endpoint,
    functionCompute: api.endpoint,
    eventBridge: eventBridge.endpoint,
    ros: rosApi.endpoint,
    sts: stsApi.endpoint,
  };
  return {
    region,
    ram,
    rootKey,
    oss,
    tablestore,
    logs,
    logEndpoint: `http://localhost:${new URL(logApi.endpoint).port}`,
    functions,
    fcEndpoint: api.endpoint,
    events: eventBridge.events,
    eventBridgeEndpoint: eventBridge.endpoint,
    ros,
    rosEndpoint: rosApi.endpoint,
    stsEndpoint: stsApi.endpoint,
    ramEndpoint: ramApi.endpoint,
    quotasEndpoint: quotasApi.endpoint,
    isReturning,
    chaos,
  };
}
