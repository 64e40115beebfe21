import { OUTPUTS_OPTION, PLACE_OPTIONS, STACK_OPTION } from '../deploy/options';
import { CONTEXT_OPTION } from '../local-cloud/context-option';
import type { CommandDeclaration } from '../program/declaration';
import type { DestroyOptions } from './destroy';

export const command: CommandDeclaration<DestroyOptions> = {
  usage: 'destroy',
  summary: 'delete what deploy made; says before what is lost, and asks',
  options: [
    { flags: '--yes', summary: 'do not ask' },
    { flags: '--empty-bucket', summary: 'delete the objects in the bucket too: media cannot be made again' },
    CONTEXT_OPTION,
    STACK_OPTION,
    OUTPUTS_OPTION,
    ...PLACE_OPTIONS,
  ],
  help: `
What the setting 'removal' retains stays. A bucket that still holds objects is refused by OSS; run it again when that is
mended, and it goes on with what is left.`,
  run: async (_, options, terminal) => (await import('./destroy.js')).destroy(options, terminal),
};
