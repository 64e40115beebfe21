import { READING_MODES } from '../../contract/reading-mode';
import type { BenchCloud } from '../cloud/bench-cloud';
import { versionLine } from '../corpus/make-corpus';
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

/** All tools that this machine has. The function comes first. */
export async function openTools(cloud: BenchCloud, told: (line: string) => void): Promise<OpenedTools> {
  const { address } = cloud;
  const code = await DeployedCode.unpack();
  const tools: Tool[] = [
    ...READING_MODES.map((mode) => new ExtractTool(cloud, code, mode)),
    mediaInfoTool(address),
  ];
  const ffprobe = versionLine('ffprobe');
  if (ffprobe) tools.push(ffprobeTool(address, ffprobe));
  else told('ffprobe is not installed: it is not measured.');
  tools.push(new MediaInfoJsTool(address));
  return {
    tools,
    code,
    close: async () => {
      for (const tool of tools) await tool.close();
      await code.remove();
    },
  };
}
