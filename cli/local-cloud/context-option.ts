import type { OptionDeclaration } from '../program/declaration';

/** `-c name=value`, any number of times. The option's value is the list of what was given. */
export const CONTEXT_OPTION: OptionDeclaration = {
  flags: '-c, --context <name=value>',
  summary: 'a setting of the stack, over those of cdk.json, such as functionCompute=3; can be repeated',
  parse: (given, earlier) => [...((earlier ?? []) as string[]), given],
};
