import type { Terminal } from './terminal';

/** What a shell may offer for a value: paths, or these words. */
export type Completion = 'file' | 'directory' | readonly string[];

/** An option as its command declares it. */
export interface OptionDeclaration {
  /** With the name of the value, such as `--limit <n>`; `[n]` where it may be left out, `<n...>` for several. */
  flags: string;
  summary: string;
  /** Text to value. @throws InvalidArgumentError. @default - the text itself */
  parse?: (given: string) => unknown;
  /** @default - the option is absent */
  default?: unknown;
  /** Value of an option that is given without one. */
  preset?: string;
  /** Name of another option that makes no sense beside it, such as `json`. */
  conflicts?: string;
  /** Heading in the help. @default - among the command's own options */
  group?: string;
  /** @default - nothing is offered */
  complete?: Completion;
}

/**
 * A command. Its module `command.ts` holds the declaration only and imports nothing heavy: `run` loads what does the work.
 * So help and completion read all declarations, and a command waits for nothing but its own code.
 */
export interface CommandDeclaration<Options, Argument = string> {
  /** Name and argument, such as `find [query]`; `<files...>` for several. */
  usage: string;
  summary: string;
  options: readonly OptionDeclaration[];
  /** What the help says below the options. */
  help?: string;
  /** What a shell may offer for the argument. @default - nothing */
  complete?: Completion;
  /** True for a command that stays up until it is interrupted, which then is no failure. @default false */
  endsWhenInterrupted?: boolean;
  /**
   * @param argument as text, `''` where it is left out; a list where `usage` says `...`
   * @param commands every command, for one that tells of the others
   * @returns the exit code
   */
  run(
    argument: Argument,
    options: Options,
    terminal: Terminal,
    commands: readonly AnyCommand[],
  ): Promise<number>;
}

/** Any command: what its `run` takes is what its declaration makes of the command line, which types cannot follow. */
export type AnyCommand = CommandDeclaration<never, never>;

/** The command's name. */
export const nameOf = ({ usage }: Pick<AnyCommand, 'usage'>): string => usage.split(' ', 1)[0]!;
