import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOOTSTRAP_FILE, removeTree, unpackCode } from 'stand-in-cloud';
import type { Answer } from '../../contract/answer';
import { ENVIRONMENT, READING_MODE } from '../../contract/environment';
import type { ReadingMode } from '../../contract/reading-mode';
import { buildCodePackage, type CodePackage } from '../../lib/code-package';
import type { CloudAddress } from '../cloud/messages';
import type { CpuGroup } from '../cpu-groups/cpu-group';
import { monotonicMs } from '../monotonic';
import { ToolError } from './tool';

/** The stack's default. */
export const MEMORY_MB = 512;
const TIMEOUT_SECONDS = 600;
const OBJECT_TIMEOUT_SECONDS = 240;
const STALLED_CPU_SECONDS = 5;

/** The deployed zip, unpacked as Function Compute does it. */
export class DeployedCode {
  private constructor(
    readonly directory: string,
    readonly built: CodePackage,
    private readonly parent: string,
  ) {}

  static async unpack(): Promise<DeployedCode> {
    const built = buildCodePackage();
    const parent = await mkdtemp(join(tmpdir(), 'bench-code-'));
    const directory = join(parent, 'code');
    await unpackCode({ size: built.bytes, stream: createReadStream(built.path) }, directory);
    return new DeployedCode(directory, built, parent);
  }

  async remove(): Promise<void> {
    await removeTree(this.parent);
  }
}

/** The payload of an OSS trigger for some objects of the bucket. */
function eventOf({ bucket, region, accountId }: CloudAddress, keys: readonly string[]): Buffer {
  const events = keys.map((key) => ({
    eventName: 'ObjectCreated:PutObject',
    eventSource: 'acs:oss',
    eventTime: new Date().toISOString(),
    eventVersion: '1.0',
    oss: {
      bucket: { arn: `acs:oss:${region}:${accountId}:${bucket}`, name: bucket, ownerIdentity: accountId },
      object: { key, size: 0, deltaSize: 0, eTag: '' },
      ossSchemaVersion: '1.0',
      ruleId: 'bench',
    },
    region,
  }));
  return Buffer.from(JSON.stringify({ events }));
}

interface RuntimeAnswer {
  requestId: string;
  payload: Uint8Array;
  errorType?: string;
}

/** One process that runs the function, with the runtime and environment of an instance in the stand-in. */
export class FunctionInstance {
  private readonly process: ChildProcess;
  private invocations = 0;
  /** Rejects when the process ends. */
  private readonly dead: Promise<never>;

  constructor(
    code: DeployedCode,
    private readonly cloud: CloudAddress,
    mode: ReadingMode,
    group?: CpuGroup,
  ) {
    const { file, args } = group?.enter(process.execPath, [BOOTSTRAP_FILE]) ?? {
      file: process.execPath,
      args: [BOOTSTRAP_FILE],
    };
    this.process = spawn(file, args, {
      cwd: code.directory,
      env: {
        PATH: '/usr/local/bin:/usr/bin:/bin',
        LANG: 'C.UTF-8',
        TMPDIR: tmpdir(),
        [ENVIRONMENT.ossEndpoint]: cloud.ossEndpoint,
        [ENVIRONMENT.buckets]: cloud.bucket,
        [ENVIRONMENT.tablestoreEndpoint]: cloud.tablestoreEndpoint,
        [ENVIRONMENT.tablestoreInstance]: cloud.instance,
        [ENVIRONMENT.table]: cloud.table,
        [ENVIRONMENT.objectTimeoutSeconds]: String(OBJECT_TIMEOUT_SECONDS),
        [ENVIRONMENT.stalledCpuSeconds]: String(STALLED_CPU_SECONDS),
        [READING_MODE]: mode,
      },
      // The log is not needed. Errors come as an answer.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.dead = once(this.process, 'exit').then(([code, signal]) => {
      throw new ToolError(`The function's process ended with ${code ?? signal}.`);
    });
    // It ends when it is closed, too.
    this.dead.catch(() => {});
  }

  get pid(): number {
    if (this.process.pid === undefined) throw new ToolError('The function could not be started.');
    return this.process.pid;
  }

  /**
   * Sends the function an event for some objects.
   *
   * @returns its answer, and when the event was sent and answered, in `monotonicMs`
   * @throws ToolError when an object got no row that describes it
   */
  async invoke(keys: readonly string[]): Promise<{ answer: Answer; sent: number; answered: number }> {
    const { cloud } = this;
    this.invocations += 1;
    const requestId = `bench-${this.invocations}`;
    const answering = once(this.process, 'message') as Promise<[RuntimeAnswer]>;
    const sent = monotonicMs();
    this.process.send({
      endMark: '',
      invocation: {
        requestId,
        handler: 'index.handler',
        event: eventOf(cloud, keys),
        context: {
          requestId,
          credentials: { accessKeyId: cloud.accessKeyId, accessKeySecret: cloud.accessKeySecret },
          function: {
            name: 'extract',
            handler: 'index.handler',
            memory: MEMORY_MB,
            timeout: TIMEOUT_SECONDS,
          },
          service: { name: 'bench', logProject: '', logStore: '', qualifier: 'LATEST', versionId: 'LATEST' },
          region: cloud.region,
          accountId: cloud.accountId,
        },
      },
    });
    const [{ payload, errorType }] = await Promise.race([answering, this.dead]);
    const answered = monotonicMs();
    const text = Buffer.from(payload).toString();
    if (errorType) throw new ToolError(`The function failed: ${text}`);
    const answer = JSON.parse(text) as Answer;
    for (const { key, action, status, reason } of answer.objects) {
      if (action !== 'written' || (status !== 'DESCRIBED' && status !== 'DOUBTFUL')) {
        throw new ToolError(`The function left ${key} as ${action} ${status ?? ''}: ${reason ?? ''}`);
      }
    }
    return { answer, sent, answered };
  }

  async close(): Promise<void> {
    // Its end has been told as an error already.
    if (!this.process.connected) return;
    // After a disconnect there is no 'close' event.
    const ended = once(this.process, 'exit');
    this.process.disconnect();
    await ended;
  }
}
