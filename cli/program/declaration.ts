import type { Terminal } from './terminal';

/** What a shell may suggest for a value: paths, or these words. */
export type Completion = 'file' | 'directory' | readonly string[];

/** An option as its command declares it. */
export interface OptionDeclaration {
  /**
   * With the name of the value, such as `--limit <n>`; `[n]` when the value is optional, `<n...>` for several
   * values.
   */
  flags: string;
  summary: string;
  /**
   * Turns the text into the value. `earlier` is the value so far of an option that is given several times.
   * @throws InvalidArgumentError. @default - the text itself
   */
  parse?: (given: string, earlier?: unknown) => unknown;
  /** @default - undefined */
  default?: unknown;
  /** The value when the option is given without one. */
  preset?: string;
  /** Names of other options that cannot be used together with it, such as `json`. */
  conflicts?: string | string[];
  /** Heading in the help. @default - among the command's own options */
  group?: string;
  /** @default - no suggestions */
  complete?: Completion;
}

/**
 * A command. Its module `command.ts` contains only the declaration and imports nothing large. `run` loads the
 * code that does the work. So help and completion can read all declarations, and a command only loads its own
 * code.
 */
export interface CommandDeclaration<Options, Argument = string> {
  /** Name and arguments, such as `find [query]`; `<files...>` for several. A bare word stands for itself. */
  usage: string;
  summary: string;
  options: readonly OptionDeclaration[];
  /** Text below the options in the help. */
  help?: string;
  /** What a shell may suggest for the argument. @default - nothing */
  complete?: Completion;
  /**
   * True for a command that runs until it is interrupted, so that an interruption is no failure; with these options,
   * where it depends on them.
   * @default false
   */
  endsWhenInterrupted?: boolean | ((options: Options) => boolean);
  /**
   * @param argument as text, `''` when it is missing; a list when `usage` says `...` or names several
   * @param commands every command, for a command that is about the others
   * @returns the exit code
   */
  run(
    argument: Argument,
    options: Options,
    terminal: Terminal,
    commands: readonly AnyCommand[],
  ): Promise<number>;
}

/**
 * Any command. The types of its options follow from its declaration, which TypeScript cannot express here.
 */
export type AnyCommand = CommandDeclaration<never, never>;

/** The command's name. */
export const nameOf = ({ usage }: Pick<AnyCommand, 'usage'>): string => usage.split(' ', 1)[0]!;
