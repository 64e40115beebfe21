import { TARGET_OPTIONS } from '../cloud/target-options';
import type { CommandDeclaration } from '../program/declaration';
import type { PolicyOptions } from './policy';

export const command: CommandDeclaration<PolicyOptions, string[]> = {
  usage: 'policy new <source>',
  summary: 'make a policy from a good file: of an object by its key or its oss:// address, or a local file',
  options: [
    { flags: '--xml', summary: "print MediaConch's XML, with a rule for each field of the report" },
    { flags: '--name <name>', summary: 'name of the policy (default: that of the file)' },
    ...TARGET_OPTIONS,
  ],
  help: `
It is a draft that the file passes: take out what does not matter, and save it. docs/policies.md says how rules are
written. 'media check' judges by it.`,
  complete: 'file',
  run: async (given, options, terminal) => (await import('./policy.js')).policy(given, options, terminal),
};
