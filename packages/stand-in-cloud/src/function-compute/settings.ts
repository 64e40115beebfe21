import { type Clock, systemClock } from '../clock';
import type { LogService } from '../log-service/service';
import type { OssService } from '../oss/service';
import type { Authority } from '../ram/authority';
import type { Settling } from '../settling';
import type { Sever } from '../severing';
import { noticeOnStderr, type OnNotice } from '../storage/errors';
import { type DeliveryPlan, faithfulPlan } from './delivery-plan';
import type { FailedInvocation } from './failed-invocation';
import { type Generation, Generations } from './generation';
import type { Problem } from './problems';

export interface FunctionComputeOptions {
  /** Those whose functions can run. */
  generations: readonly Generation[];
  authority: Authority;
  oss: OssService;
  logs: LogService;
  region: string;
  /** Directory for code and for the files of instances; both are removed by `close()`. */
  workDir: string;
  /**
   * Directory for asynchronous invocations that have not ended; a later Function Compute finds them again.
   * @default in memory only: they end with the process
   */
  dataDir?: string;
  /** @default the system's clock */
  clock?: Clock;
  /** What the platform does to events. @default each is delivered once, in order */
  plan?: DeliveryPlan;
  /** Invocations that may run at a time; more are refused with 429. @default 300, the quota of a region */
  concurrencyLimit?: number;
  /**
   * Asynchronous events that run at a time; more wait. Each may need a process of its own on
   * this machine. @default 8, or the concurrency limit when that is smaller
   */
  asyncConcurrency?: number;
  /** Multiplies the platform's waits: before retries, after throttling, of delayed events. @default 1 */
  timeScale?: number;
  /** Milliseconds that an instance without work is kept. @default 180000 */
  idleTimeoutMs?: number;
  /** Ends connections of instances to the services. @default none is ended */
  sever?: Sever;
  /** Knows which roles and log projects are too new for Function Compute. @default none are */
  settling?: Settling;
  /** What instances find in place of the value of an environment variable. @default the value */
  environmentValue?: (value: string) => string;
  /** Path of a script that each instance runs before its code, for example to make its machine another. @default none */
  preload?: string;
  /** Called at once for every problem that no caller is told of. */
  onProblem?: (problem: Problem) => void;
  /** Called at once for every invocation that ends with an error. */
  onFailedInvocation?: (failure: FailedInvocation) => void;
  /** Told of what was found and mended in the data directory. @default written to standard error */
  onNotice?: OnNotice;
}

type Absent = 'settling' | 'preload' | 'onProblem' | 'onFailedInvocation' | 'dataDir';

export type Settings = Required<Omit<FunctionComputeOptions, Absent | 'generations'>> &
  Pick<FunctionComputeOptions, Absent> & { generations: Generations };

/** Production keeps idle instances for some minutes. A frozen process needs memory here too. */
const IDLE_TIMEOUT_MS = 180_000;
/** Instances of on-demand functions in one region. */
const CONCURRENCY_LIMIT = 300;
/** Enough to keep a few cores busy with processes that also wait for the network. */
const ASYNC_CONCURRENCY = 8;

export function withDefaults(options: FunctionComputeOptions): Settings {
  const concurrencyLimit = options.concurrencyLimit ?? CONCURRENCY_LIMIT;
  return {
    ...options,
    generations: new Generations(options.generations),
    clock: options.clock ?? systemClock,
    onNotice: options.onNotice ?? noticeOnStderr,
    plan: options.plan ?? faithfulPlan,
    concurrencyLimit,
    asyncConcurrency: options.asyncConcurrency ?? Math.min(ASYNC_CONCURRENCY, concurrencyLimit),
    timeScale: options.timeScale ?? 1,
    sever: options.sever ?? (() => {}),
    idleTimeoutMs: options.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
    environmentValue: options.environmentValue ?? ((value) => value),
  };
}
