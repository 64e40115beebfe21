import { CONTEXT_OPTION } from '../local-cloud/context-option';
import { CHAOS_OPTION } from '../local-cloud/seed';
import type { CommandDeclaration } from '../program/declaration';
import { FILE_OPTIONS, FILES_HELP } from '../upload/file-options';
import type { TryOptions } from './try';

export const command: CommandDeclaration<TryOptions, string[] | ''> = {
  usage: 'try [files...]',
  summary: 'describe files with the whole pipeline in a stand-in cloud on this machine; without any, samples',
  options: [
    { flags: '--json', summary: 'print one JSON object per file: key, status, reason, columns, xml' },
    { flags: '--xml', summary: "print MediaInfo's reports as they are stored", conflicts: 'json' },
    ...FILE_OPTIONS,
    CONTEXT_OPTION,
    CHAOS_OPTION,
    { flags: '--browse', summary: 'then open a page on the rows in your browser, until Ctrl-C' },
  ],
  help: FILES_HELP,
  complete: 'file',
  endsWhenInterrupted: ({ browse }) => browse === true,
  run: async (files, options, terminal) =>
    (await import('./try.js')).tryFiles(files || [], options, terminal),
};
