import { Command } from 'commander';
import { version } from '../package.json';
import { COMMANDS } from './commands';
import { type AnyCommand, nameOf } from './program/declaration';
import { exitCodeOf } from './program/exit-code';
import { exitCodeOfInterruption } from './program/interruption';
import { printable, severalLines } from './program/printable';
import { coloursFor, type Terminal, write } from './program/terminal';
import { toOption } from './program/to-option';
import { QUERY_HELP } from './query/help';

/** Runs `media …` and returns its exit code. */
export async function media(argv: string[], terminal: Terminal): Promise<number> {
  let code = 0;
  const written: Promise<void>[] = [];
  const program = newProgram(terminal, written);
  const ended = (exitCode: number): void => {
    code = exitCode;
  };
  try {
    const named = namedIn(argv);
    if (named) addCommand(program, named, terminal, ended);
    // The general help lists all commands. The options of a command are in its own help.
    else for (const { usage, summary } of COMMANDS) program.command(asArguments(usage)).description(summary);
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return exitCodeOf(await firstFailure(written, error), terminal);
  }
}

/** What went wrong with the help, before the error that commander ends with once it has been printed. */
async function firstFailure(written: Promise<void>[], otherwise: unknown): Promise<unknown> {
  try {
    await Promise.all(written);
    return otherwise;
  } catch (error) {
    return error;
  }
}

/** The command in `find …`, `help find` and the like, if it exists. */
function namedIn([first = '', second = '']: string[]): AnyCommand | undefined {
  const word = first === 'help' ? second : first;
  return COMMANDS.find((command) => nameOf(command) === word);
}

/** @param written gets what tells whether the help could be written */
function newProgram(terminal: Terminal, written: Promise<void>[]): Command {
  return (
    new Command('media')
      .description('Describe media files in a bucket, ask what is in it, and run all of it on this machine.')
      .version(version, '--version', 'print the version')
      // Options after a command belong to the command, such as `--sort -VideoHeight`.
      .enablePositionalOptions()
      .addHelpText('after', QUERY_HELP)
      .exitOverride()
      .showHelpAfterError('(--help tells more)')
      .configureHelp({
        subcommandTerm: (command) =>
          COMMANDS.find((one) => nameOf(one) === command.name())?.usage ?? `${command.name()} [command]`,
      })
      .configureOutput({
        writeOut: (text) => written.push(write(terminal.stdout, text)),
        writeErr: (text) => terminal.stderr.write(printable(text)),
        // It quotes what was given on the command line.
        outputError: (text, writeText) => writeText(severalLines(usageMessage(text))),
        getOutHelpWidth: () => terminal.stdout.columns ?? HELP_WIDTH,
        getErrHelpWidth: () => HELP_WIDTH,
        getOutHasColors: () => coloursFor(terminal.stdout, terminal.env).isColorSupported,
        getErrHasColors: () => coloursFor(terminal.stderr, terminal.env).isColorSupported,
      })
  );
}

/** Commander's message; a query of several words most often lacks its quotes. */
function usageMessage(text: string): string {
  const name = /^error: too many arguments for '(.+?)'/.exec(text)?.[1];
  const takesQuery = COMMANDS.some(({ usage }) => usage === `${name} [query]`);
  const message = text.replace(/^error: /, 'media: ');
  return takesQuery ? `${message.trimEnd()} Keep the query in single quotes.\n` : message;
}

/** A word that stands for itself, as in `policy new <source>`, is an argument to commander. */
const asArguments = (usage: string): string => usage.replace(/ (\w+)/g, ' <$1>');

/** Width of the help in characters, when the terminal's width is unknown. */
const HELP_WIDTH = 100;

function addCommand(
  program: Command,
  declared: AnyCommand,
  terminal: Terminal,
  ended: (exitCode: number) => void,
): void {
  const command = program.command(asArguments(declared.usage)).description(declared.summary);
  command.usage(['[options]', ...declared.usage.split(' ').slice(1)].join(' '));
  for (const option of declared.options) command.addOption(toOption(option));
  if (declared.help) command.addHelpText('after', declared.help);
  command.action(async (...parameters: unknown[]) => {
    // The options, and the command itself, come last.
    const [given, options] = [parameters.slice(0, -2), parameters.at(-2)];
    const argument = given.length > 1 ? given.flat().filter((one) => one !== undefined) : (given[0] ?? '');
    const code = await declared.run(argument as never, options as never, terminal, COMMANDS);
    const { endsWhenInterrupted: ends = false } = declared;
    const isMeant = typeof ends === 'boolean' ? ends : ends(options as never);
    const interrupted = terminal.interrupted.aborted && !isMeant;
    ended(interrupted ? exitCodeOfInterruption(terminal.interrupted) : code);
  });
}
