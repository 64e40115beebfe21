import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from './clock';
import type { DeliveryPlan } from './function-compute/delivery-plan';
import { FunctionCompute } from './function-compute/function-compute';
import { type FunctionComputeServer, serveFunctionCompute } from './function-compute/http-server';
import type { Problem } from './function-compute/problems';
import { InMemoryLogService } from './log-service/in-memory-log-service';
import type { Conditions } from './oss/conditions';
import { OssServer } from './oss/server';
import type { Credentials } from './ram/authority';
import { Ram } from './ram/ram';
import { RosEngine } from './ros/engine';
import { standardProviders } from './ros/resources';
import type { StackEvent } from './ros/stack';
import { TablestoreServer } from './tablestore/server';

export interface CloudOptions {
  /** @default 'cn-hangzhou' */
  region?: string;
  /** @default '1234567890123456' */
  accountId?: string;
  /** Latency, bandwidth and faults of OSS. @default none */
  ossConditions?: Conditions;
  /** What Function Compute does to events. @default each is delivered once, in order */
  deliveryPlan?: DeliveryPlan;
  /** Multiplies Function Compute's waits before retries. @default 1 */
  timeScale?: number;
  /** Told of every step of a stack's creation and deletion. */
  onStackEvent?: (event: StackEvent) => void;
  /** Told of what went wrong where no caller waits, such as an event that a role may not deliver. */
  onProblem?: (problem: Problem) => void;
}

/** One account in one region of the stand-in cloud: the services on loopback, and the engine that deploys to them. */
export class Cloud {
  private constructor(
    readonly region: string,
    readonly ram: Ram,
    /** A key of the account itself, which may do everything in it. */
    readonly rootKey: Credentials,
    readonly oss: OssServer,
    readonly tablestore: TablestoreServer,
    readonly logs: InMemoryLogService,
    readonly functions: FunctionCompute,
    readonly ros: RosEngine,
    private readonly fcApi: FunctionComputeServer,
    private readonly directory: string,
  ) {}

  static async start(options: CloudOptions = {}): Promise<Cloud> {
    const { region = 'cn-hangzhou', accountId = '1234567890123456' } = options;
    const clock = systemClock;
    const directory = await mkdtemp(join(tmpdir(), 'stand-in-cloud-'));
    const folder = (name: string): string => {
      mkdirSync(join(directory, name));
      return join(directory, name);
    };
    const ram = new Ram({ accountId, clock });
    const shared = { authority: ram, region, clock };
    const oss = await OssServer.start({
      ...shared,
      dataDir: folder('oss'),
      conditions: options.ossConditions,
    });
    const tablestore = await TablestoreServer.start(shared);
    const logs = new InMemoryLogService(shared);
    const functions = new FunctionCompute({
      ...shared,
      oss,
      logs,
      workDir: folder('function-compute'),
      plan: options.deliveryPlan,
      timeScale: options.timeScale,
      onProblem: options.onProblem,
    });
    const ros = new RosEngine({
      region,
      accountId,
      clock,
      providers: standardProviders({ oss, tablestore, logs, fc: functions, ram }),
      onEvent: options.onStackEvent,
    });
    const rootKey = ram.createUserKey({ root: true });
    const fcApi = await serveFunctionCompute(functions, { authority: ram, clock });
    return new Cloud(region, ram, rootKey, oss, tablestore, logs, functions, ros, fcApi, directory);
  }

  /** Where official clients find Function Compute. */
  get fcEndpoint(): string {
    return this.fcApi.endpoint;
  }

  /** Stops everything and removes what it stored. */
  async close(): Promise<void> {
    await this.fcApi.close();
    await this.functions.close();
    await Promise.all([this.oss.close(), this.tablestore.close()]);
    await rm(this.directory, { recursive: true, force: true });
  }
}
