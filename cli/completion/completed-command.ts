import { type AnyCommand, type Completion, nameOf } from '../program/declaration';

/** What a shell has to know of an option. */
export interface CompletedOption {
  /** Such as `--local`. */
  name: string;
  summary: string;
  /** `maybe` where the value can be left out. */
  takesValue: 'no' | 'maybe' | 'yes';
  /** What is offered for the value. */
  complete?: Completion;
}

/** What a shell has to know of a command. */
export interface CompletedCommand {
  name: string;
  summary: string;
  options: CompletedOption[];
  /** What is offered for the argument. */
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

/** The text between single quotes, as all three shells but fish take it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
