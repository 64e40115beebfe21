import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';
import type { CloudAddress } from '../cloud/messages';
import { countConsumed } from '../consumed-bytes';
import type { CorpusFile } from '../corpus/make-corpus';
import type { CpuGroup } from '../cpu-groups/cpu-group';
import { signedUrl } from './signed-url';
import { type Command, timedCommand } from './timed-command';
import { type Counted, type State, type Tool, ToolError, type ToolName, type ToolRun } from './tool';

/** A program that is started again for each file, so it has no warm state. */
export class CommandTool implements Tool {
  readonly states: readonly State[] = ['cold'];

  constructor(
    readonly name: ToolName,
    readonly version: string,
    private readonly cloud: CloudAddress,
    private readonly commandFor: (url: string) => Command,
    /** A text that only a report on a file contains. */
    private readonly mark: string,
    private readonly group: CpuGroup | undefined,
  ) {}

  async run(_state: State, { key }: CorpusFile): Promise<ToolRun> {
    const url = await signedUrl(this.cloud, key);
    const { stdout, wallMs, cpuMs } = await timedCommand(this.commandFor(url), false, this.group);
    this.check(stdout, key);
    return { wallMs, billedMs: wallMs, cpuMs };
  }

  async count({ key, path }: CorpusFile): Promise<Counted> {
    const { result, bytes } = await countConsumed(this.cloud.ossPort, async (port) =>
      timedCommand(this.commandFor(await signedUrl(this.cloud, key, port)), true),
    );
    this.check(result.stdout, key);
    const counted = { bytes, rssMB: result.rssMB };
    if (this.name !== 'mediainfo') return counted;
    return { ...counted, diskBytes: (await this.readBytes(path)) - (await this.readBytes('/dev/null')) };
  }

  /** @param path of a file; an empty file gives the bytes read for libraries and settings */
  private async readBytes(path: string): Promise<number> {
    return (await timedCommand(this.commandFor(path))).readBytes;
  }

  async close(): Promise<void> {
    // No process outlives a run.
  }

  private check(stdout: string, key: string): void {
    if (!stdout.includes(this.mark)) throw new ToolError(`${this.name} wrote no report on ${key}.`);
  }
}

const HOME = join(PROJECT_ROOT, 'assets', 'mediainfo');

/** The tutorial's way: the shipped mediainfo with a signed URL. */
export function mediaInfoTool(cloud: CloudAddress, group?: CpuGroup): Tool {
  const { command, environment, version } = JSON.parse(readFileSync(join(HOME, 'manifest.json'), 'utf8')) as {
    command: string[];
    environment: Record<string, string>;
    version: string;
  };
  const [file = '', ...args] = command.map((word, i) =>
    word.includes('/') || command[i - 1] === '--library-path' ? join(HOME, word) : word,
  );
  const env = { ...environment, LOCPATH: join(HOME, environment['LOCPATH'] ?? '') };
  const commandFor = (url: string): Command => ({
    file,
    args: [...args, '--Full', '--Output=XML', url],
    env,
  });
  return new CommandTool(
    'mediainfo',
    `MediaInfo ${version}`,
    cloud,
    commandFor,
    '<track type="General">',
    group,
  );
}

export function ffprobeTool(cloud: CloudAddress, version: string, group?: CpuGroup): Tool {
  const commandFor = (url: string): Command => ({
    file: 'ffprobe',
    args: ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', url],
  });
  return new CommandTool('ffprobe', version, cloud, commandFor, '"format_name"', group);
}
