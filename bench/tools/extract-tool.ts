import type { ReadingMode } from '../../contract/reading-mode';
import type { BenchCloud } from '../cloud/bench-cloud';
import type { SeenRequest } from '../cloud/request-watch';
import type { CorpusFile } from '../corpus/make-corpus';
import type { CpuGroup } from '../cpu-groups/cpu-group';
import { monotonicMs } from '../monotonic';
import { ownCpuMs, peakMB, resetPeak, treeCpuMs, watchDescendants } from '../process-usage';
import { type DeployedCode, FunctionInstance } from './function-instance';
import { type State, type Tool, ToolError, type ToolRun } from './tool';

interface CpuTime {
  ownMs: number;
  allMs: number;
}

/** This project's function, as deployed. */
export class ExtractTool implements Tool {
  readonly name = 'extract';
  /** Warm before cold, because the cold runs use the memory figures of mediainfo from the warm runs. */
  readonly states: readonly State[] = ['warm', 'cold'];
  readonly version: string;
  private readonly warm: FunctionInstance;
  /** Peak memory of mediainfo by key. It does not depend on the process that started it. */
  private readonly mediaInfoMB = new Map<string, number>();

  constructor(
    private readonly cloud: BenchCloud,
    private readonly code: DeployedCode,
    readonly mode: ReadingMode,
    private readonly group?: CpuGroup,
  ) {
    this.version = `${mode}, code package ${code.built.sha256.slice(0, 12)}`;
    this.warm = new FunctionInstance(code, cloud.address, mode, group);
  }

  async warmUp({ key }: CorpusFile): Promise<void> {
    await this.warm.invoke([key]);
  }

  /**
   * Describes the same object once more, so that the needed connections are open. It is not timed, so memory
   * can be measured.
   */
  async prepare(state: State, { key }: CorpusFile): Promise<void> {
    if (state === 'cold') return;
    const unwatch = watchDescendants(this.warm.pid);
    await this.warm.invoke([key]);
    this.mediaInfoMB.set(key, Math.max(unwatch(), this.mediaInfoMB.get(key) ?? 0));
  }

  async run(state: State, { key }: CorpusFile): Promise<ToolRun> {
    if (state === 'warm') {
      resetPeak(this.warm.pid);
      return this.measure(this.warm, key, this.cpuOf(this.warm));
    }
    const before = { ownMs: 0, allMs: this.group?.cpuMs() ?? 0 };
    const began = monotonicMs();
    const instance = new FunctionInstance(this.code, this.cloud.address, this.mode, this.group);
    try {
      return await this.measure(instance, key, before, began);
    } finally {
      await instance.close();
    }
  }

  async close(): Promise<void> {
    await this.warm.close();
  }

  /** CPU time so far of the function's own process, and of all processes: mediainfo may be no child of the function. */
  private cpuOf({ pid }: FunctionInstance): CpuTime {
    return { ownMs: ownCpuMs(pid), allMs: this.group?.cpuMs() ?? treeCpuMs(pid) };
  }

  private async measure(
    instance: FunctionInstance,
    key: string,
    before: CpuTime,
    began?: number,
  ): Promise<ToolRun> {
    const { answer, sent, answered } = await instance.invoke([key]);
    const after = this.cpuOf(instance);
    const start = began ?? sent;
    const put = rowWrite(await this.cloud.requests(), this.cloud.address.tablestorePort);
    return {
      // The row is sent after the report is complete. So this is the latest time at which the report can have
      // come.
      wallMs: put.arrived - start,
      rowMs: put.ended - start,
      billedMs: answered - start,
      ownCpuMs: after.ownMs - before.ownMs,
      cpuMs: after.allMs - before.allMs,
      bytes: answer.objects[0]?.bytes,
      rssMB: peakMB(instance.pid) + (this.mediaInfoMB.get(key) ?? 0),
    };
  }
}

function rowWrite(requests: readonly SeenRequest[], port: number): SeenRequest {
  const put = requests.find((request) => request.port === port && request.path === '/PutRow');
  if (!put) throw new ToolError('The function wrote no row.');
  return put;
}
