import { TARGET_OPTIONS } from '../cloud/target-options';
import type { CommandDeclaration } from '../program/declaration';
import { FILE_OPTIONS, FILES_HELP } from '../upload/file-options';
import type { PutOptions } from './put';

export const command: CommandDeclaration<PutOptions, string[]> = {
  usage: 'put <files...>',
  summary: 'upload files',
  options: [
    { flags: '--json', summary: 'print bucket, key and size of each as JSON' },
    {
      flags: '--prefix <prefix>',
      summary: "put this before each key as it is: 'films/' makes films/a.mp4, 'films' makes filmsa.mp4",
      default: '',
    },
    ...FILE_OPTIONS,
    ...TARGET_OPTIONS,
  ],
  help: `${FILES_HELP}
With --prefix, slashes at the beginning go, and several in a row become one. The address that is printed is the one that
was written, and 'media show' takes it.`,
  complete: 'file',
  run: async (files, options, terminal) => (await import('./put.js')).put(files, options, terminal),
};
