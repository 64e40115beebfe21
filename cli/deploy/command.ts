import { CONTEXT_OPTION } from '../local-cloud/context-option';
import type { CommandDeclaration } from '../program/declaration';
import type { DeployOptions } from './deploy';
import { OUTPUTS_OPTION, PLACE_OPTIONS, STACK_OPTION } from './options';

export const command: CommandDeclaration<DeployOptions> = {
  usage: 'deploy',
  summary: 'deploy the pipeline into your account, or bring it to new settings or a new version',
  options: [
    CONTEXT_OPTION,
    STACK_OPTION,
    { flags: '--dry-run', summary: 'only say what would change' },
    {
      flags: '--follow',
      summary: 'begin nothing: show how the deployment or deletion that is at work goes on',
    },
    OUTPUTS_OPTION,
    { flags: '--json', summary: 'print stack, what was done and outputs as one JSON object' },
    ...PLACE_OPTIONS,
  ],
  help: `
Settings come from 'context' of the cdk.json in this folder, if there is one, and from -c. Ctrl-C ends the looking: ROS goes
on, and --follow shows the rest. docs/deploy.md tells what is made and what each failure means.`,
  run: async (_, options, terminal) => (await import('./deploy.js')).deploy(options, terminal),
};
