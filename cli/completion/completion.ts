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

/** Prints the completion script for a shell. @throws UsageError when the shell is unknown */
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
