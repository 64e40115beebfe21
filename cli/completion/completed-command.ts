import { type AnyCommand, type Completion, nameOf } from '../program/declaration';

/** The part of an option that a shell needs for completion. */
export interface CompletedOption {
  /** Such as `--local`. */
  name: string;
  summary: string;
  /** `maybe` when the value is optional. */
  takesValue: 'no' | 'maybe' | 'yes';
  /** Suggestions for the value. */
  complete?: Completion;
}

/** The part of a command that a shell needs for completion. */
export interface CompletedCommand {
  name: string;
  summary: string;
  options: CompletedOption[];
  /** Suggestions for the argument. */
  complete?: Completion;
}

export function completedCommand(command: AnyCommand): CompletedCommand {
  const { summary, options, complete } = command;
  const help: CompletedOption = { name: '--help', summary: 'display help for command', takesValue: 'no' };
  return {
    name: nameOf(command),
    summary,
    complete,
    options: [
      ...options.map(({ flags, summary: text, complete: offered }) => ({
        // The long name: a letter is quicker typed than completed.
        name: /--[a-z-]+/.exec(flags)![0],
        summary: text,
        takesValue: takesValue(flags),
        complete: offered,
      })),
      help,
    ],
  };
}

function takesValue(flags: string): CompletedOption['takesValue'] {
  return flags.includes(' <') ? 'yes' : flags.includes(' [') ? 'maybe' : 'no';
}

/** The text in single quotes, as bash and zsh read it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
