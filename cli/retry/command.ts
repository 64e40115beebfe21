import { TARGET_OPTIONS } from '../cloud/target-options';
import { SEND_OPTIONS } from '../describe-again/send-options';
import { exitCodeOption } from '../find/script-options';
import type { CommandDeclaration } from '../program/declaration';
import type { RetryOptions } from './retry';

export const command: CommandDeclaration<RetryOptions> = {
  usage: 'retry [query]',
  summary: 'have what failed, or what a query finds, described again',
  options: [...SEND_OPTIONS, exitCodeOption('there was anything to describe again'), ...TARGET_OPTIONS],
  run: async (query, options, terminal) => (await import('./retry.js')).retry(query, options, terminal),
};
