import type { AnyCommand } from '../program/declaration';
import { UsageError } from '../program/errors';
import { type Terminal, write } from '../program/terminal';
import { bashCompletion } from './bash';
import { type CompletedCommand, completedCommand } from './completed-command';
import { fishCompletion } from './fish';
import { SHELLS, type Shell } from './shells';
import { zshCompletion } from './zsh';

const SCRIPTS: Record<Shell, (commands: CompletedCommand[]) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Prints a script for a shell. @throws UsageError for a shell that is not known */
export async function completion(
  shell: string,
  commands: readonly AnyCommand[],
  terminal: Terminal,
): Promise<number> {
  if (!Object.hasOwn(SCRIPTS, shell)) {
    throw new UsageError(`A shell must be one of ${SHELLS.join(', ')}; '${shell}' given.`);
  }
  await write(terminal.stdout, SCRIPTS[shell as Shell](commands.map(completedCommand)));
  return 0;
}
