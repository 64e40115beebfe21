import { TARGET_OPTIONS } from '../cloud/target-options';
import { RAW_OPTION } from '../find/script-options';
import type { CommandDeclaration } from '../program/declaration';
import type { AuditOptions } from './audit';

export const command: CommandDeclaration<AuditOptions> = {
  usage: 'audit',
  summary: 'compare bucket and table, and say what differs; changes nothing',
  options: [
    { flags: '--prefix <prefix>', summary: 'only keys that begin with this', default: '' },
    { flags: '--every-key', summary: "also objects outside of the stack's prefix and suffix" },
    { flags: '--since <time>', summary: 'only objects written since, such as 2026-11-01 or -7d' },
    { flags: '--json', summary: 'print counts and first examples as JSON' },
    { flags: '--csv', summary: 'print every difference as a line of CSV' },
    RAW_OPTION,
    ...TARGET_OPTIONS,
  ],
  run: async (_, options, terminal) => (await import('./audit.js')).audit(options, terminal),
};
