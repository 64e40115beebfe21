import { TARGET_OPTIONS } from '../cloud/target-options';
import { SEND_OPTIONS } from '../describe-again/send-options';
import { exitCodeOption } from '../find/script-options';
import type { CommandDeclaration } from '../program/declaration';
import type { BackfillOptions } from './backfill';

export const command: CommandDeclaration<BackfillOptions> = {
  usage: 'backfill',
  summary: 'have rows brought up to date that are missing, stale or left behind',
  options: [
    ...SEND_OPTIONS,
    { flags: '--prefix <prefix>', summary: 'only keys that begin with this', default: '' },
    { flags: '--every-key', summary: "also objects outside of the stack's prefix and suffix" },
    { flags: '--since <time>', summary: 'only objects written since, such as 2026-11-01 or -7d' },
    { flags: '--state <file>', summary: 'where to remember how far it has come', complete: 'file' },
    { flags: '--restart', summary: 'begin anew instead of going on' },
    exitCodeOption('bucket and table differed'),
    ...TARGET_OPTIONS,
  ],
  run: async (_, options, terminal) => (await import('./backfill.js')).backfill(options, terminal),
};
