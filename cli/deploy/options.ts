import type { OptionDeclaration } from '../program/declaration';

export const CONTEXT_OPTION: OptionDeclaration = {
  flags: '-c, --context <name=value...>',
  summary: 'a setting, before what cdk.json says; docs/settings.md lists all',
};

export const STACK_OPTION: OptionDeclaration = {
  flags: '--stack <name>',
  summary: 'name of the stack (default: the setting stackName)',
};

export const OUTPUTS_FILE = 'stack.outputs.json';

export const OUTPUTS_OPTION: OptionDeclaration = {
  flags: '--outputs <file>',
  summary: "where the stack's outputs are kept, which the other commands read",
  default: OUTPUTS_FILE,
  complete: 'file',
};
