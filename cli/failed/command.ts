import { TARGET_OPTIONS } from '../cloud/target-options';
import type { FindOptions } from '../find/find';
import { resultOptions } from '../find/result-options';
import type { CommandDeclaration } from '../program/declaration';

export const command: CommandDeclaration<FindOptions> = {
  usage: 'failed [query]',
  summary: 'list what could not be described, and why',
  options: [...resultOptions('-LastModified, the latest first', 'anything failed'), ...TARGET_OPTIONS],
  run: async (query, options, terminal) => (await import('./failed.js')).failed(query, options, terminal),
};
