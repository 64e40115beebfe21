import { TARGET_OPTIONS } from '../cloud/target-options';
import type { CommandDeclaration } from '../program/declaration';
import type { PutOptions } from './put';

export const command: CommandDeclaration<PutOptions, string[]> = {
  usage: 'put <files...>',
  summary: 'upload files',
  options: [
    { flags: '--json', summary: 'print key and size of each as JSON' },
    { flags: '--prefix <prefix>', summary: 'put this before the key of each', default: '' },
    ...TARGET_OPTIONS,
  ],
  complete: 'file',
  run: async (files, options, terminal) => (await import('./put.js')).put(files, options, terminal),
};
