import { CONTEXT_OPTION } from '../local-cloud/context-option';
import { CHAOS_OPTION } from '../local-cloud/seed';
import type { CommandDeclaration, OptionDeclaration } from '../program/declaration';
import type { LocalOptions } from './local';
import { parsePort } from './port';

const port = (name: string, service: string): OptionDeclaration => ({
  flags: `--${name}-port <port>`,
  summary: `port of ${service} instead of a free one`,
  parse: parsePort,
});

export const command: CommandDeclaration<LocalOptions> = {
  usage: 'local',
  summary: 'keep the pipeline up on this machine until Ctrl-C; the first line says how to reach it',
  options: [
    {
      flags: '--data <dir>',
      summary: 'keep objects, rows, names and the key in this directory for the next time',
      complete: 'directory',
    },
    port('oss', 'OSS'),
    port('tablestore', 'Tablestore'),
    port('fc', 'the API of Function Compute'),
    port('ros', 'the API of ROS'),
    port('sts', 'the API of STS'),
    port('log', 'Log Service'),
    { ...CONTEXT_OPTION, conflicts: 'template' },
    CHAOS_OPTION,
    {
      flags: '--template <file>',
      summary: "deploy this ROS template (JSON) instead of this project's stack",
      complete: 'file',
    },
    { flags: '--parameter <name=value...>', summary: 'values of parameters of the template' },
    {
      flags: '--update <file...>',
      summary: 'with --template: then bring the stack to these templates, one after another',
      complete: 'file',
    },
    {
      flags: '--check',
      summary: 'with --template: only check it by the rules of packages/ros-template-check/RULES.md, and end',
    },
    { flags: '--strict', summary: 'with --check: also fail on what no service refuses, but what is unwise' },
    { flags: '--once', summary: 'with --template: then delete the stack, list what it retains, and end' },
  ],
  endsWhenInterrupted: true,
  run: async (_, options, terminal) => (await import('./local.js')).local(options, terminal),
};
