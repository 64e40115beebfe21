import { READING_MODES } from '../../contract/reading-mode';
import type { BenchCloud } from '../cloud/bench-cloud';
import { versionLine } from '../corpus/make-corpus';
import type { CpuGroups } from '../cpu-groups/cpu-groups';
import { ffprobeTool, mediaInfoTool } from './command-tool';
import { ExtractTool } from './extract-tool';
import { DeployedCode } from './function-instance';
import { MediaInfoJsTool } from './mediainfo-js-tool';
import type { Tool } from './tool';

export interface OpenedTools {
  tools: Tool[];
  code: DeployedCode;
  close(): Promise<void>;
}

/**
 * All tools that this machine has. The function comes first.
 * @param groups in which each tool gets a group of its own
 */
export async function openTools(
  cloud: BenchCloud,
  groups: CpuGroups | undefined,
  told: (line: string) => void,
): Promise<OpenedTools> {
  const { address } = cloud;
  const code = await DeployedCode.unpack();
  const tools: Tool[] = [
    ...READING_MODES.map((mode) => new ExtractTool(cloud, code, mode, groups?.make(`extract-${mode}`))),
    mediaInfoTool(address, groups?.make('mediainfo')),
  ];
  const ffprobe = versionLine('ffprobe');
  if (ffprobe) tools.push(ffprobeTool(address, ffprobe, groups?.make('ffprobe')));
  else told('ffprobe is not installed: it is not measured.');
  tools.push(new MediaInfoJsTool(address, groups?.make('mediainfo.js')));
  return {
    tools,
    code,
    close: async () => {
      for (const tool of tools) await tool.close();
      await code.remove();
    },
  };
}
