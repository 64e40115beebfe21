import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';
import type { CloudAddress } from '../cloud/messages';
import type { CorpusFile } from '../corpus/make-corpus';
import type { CpuGroup } from '../cpu-groups/cpu-group';
import { monotonicMs } from '../monotonic';
import { ownCpuMs, peakMB, resetPeak } from '../process-usage';
import { signedUrl } from './signed-url';
import { type State, type Tool, ToolError, type ToolRun } from './tool';

interface Described {
  done: bigint;
  report?: string;
  error?: string;
  bytes: number;
}

function start(group?: CpuGroup): ChildProcess {
  const script = [join(__dirname, 'mediainfo-js.cjs')];
  const { file, args } = group?.enter(process.execPath, script) ?? { file: process.execPath, args: script };
  return spawn(file, args, {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'ignore', 2, 'ipc'],
    serialization: 'advanced',
  });
}

async function end(child: ChildProcess): Promise<void> {
  // After a disconnect there is no 'close' event.
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

/** MediaInfo compiled to WebAssembly, in its own Node process. */
export class MediaInfoJsTool implements Tool {
  readonly name = 'mediainfo.js';
  readonly states: readonly State[] = ['cold', 'warm'];
  readonly version: string;
  private readonly warm: ChildProcess;

  constructor(
    private readonly cloud: CloudAddress,
    private readonly group?: CpuGroup,
  ) {
    this.warm = start(group);
    const manifest = join(PROJECT_ROOT, 'node_modules', 'mediainfo.js', 'package.json');
    this.version = `mediainfo.js ${(JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version}`;
  }

  async warmUp(file: CorpusFile): Promise<void> {
    await this.describe(this.warm, file, await signedUrl(this.cloud, file.key));
  }

  async run(state: State, file: CorpusFile): Promise<ToolRun> {
    const url = await signedUrl(this.cloud, file.key);
    const began = monotonicMs();
    const child = state === 'warm' ? this.warm : start(this.group);
    const { pid = 0 } = child;
    try {
      const before = state === 'warm' ? ownCpuMs(pid) : 0;
      if (state === 'warm') resetPeak(pid);
      const { done, bytes } = await this.describe(child, file, url);
      const cpuMs = ownCpuMs(pid) - before;
      const wallMs = Number(done) / 1e6 - began;
      return { wallMs, billedMs: wallMs, cpuMs, bytes, rssMB: peakMB(pid) };
    } finally {
      if (child !== this.warm) await end(child);
    }
  }

  close(): Promise<void> {
    return end(this.warm);
  }

  private async describe(child: ChildProcess, { key }: CorpusFile, url: string): Promise<Described> {
    child.send({ url });
    const [described] = (await once(child, 'message')) as [Described];
    if (described.error || !described.report?.includes('<track type="General">')) {
      throw new ToolError(`mediainfo.js wrote no report on ${key}: ${described.error ?? ''}`);
    }
    return described;
  }
}
