import { Command, CommanderError, Option } from 'commander';
import { backfill } from '../backfill/backfill';
import { Session } from '../cloud/session';
import { findTarget } from '../cloud/target';
import { failed } from '../failed/failed';
import { find } from '../find/find';
import { put } from '../put/put';
import { QueryError } from '../query/query-error';
import { INTERRUPTED, retry } from '../retry/retry';
import { show } from '../show/show';
import { SHORT_NAMES, stats } from '../stats/stats';
import { ServiceError, UsageError } from './errors';
import {
  addTargetOptions,
  type CommonOptions,
  columnList,
  positiveNumber,
  sortKeys,
  wholeNumber,
} from './options';
import { coloursFor, OutputClosedError, type Terminal, write } from './terminal';

/** Wrong usage, or a service that refuses. */
const TROUBLE = 2;

/**
 * Objects per second: what 100 instances of the function, the smallest quota of a region, describe at 3 s each, less a
 * third that is left to live uploads.
 */
const DEFAULT_RATE = 20;
/** Groups of `stats`: a month of days. */
const DEFAULT_GROUPS = 31;

const QUERY_HELP = `
A query compares columns (docs/columns.md, in any case) with values:
  VideoFormat=HEVC and VideoHeight>=2160 and LastModified>-7d
  =  !=  <  <=  >  >=  ~ (contains)  like 'a*'  in (a, b)  has COLUMN  no COLUMN  and  or  not  ( )
  Size>2GB  DurationMs>90min  OverallBitRate>20Mb/s  LastModified>=2026-11-01  Key=films/*

Exit codes: 0 found or done, 1 nothing found, 2 wrong usage or trouble, 130 interrupted.
Reference: docs/media.md`;

/** Commander gives options and arguments as they were declared, which types cannot follow. */
type Action = (options: never, open: () => Session, argument: never) => Promise<number>;

/** `npx media …`. Answers with the exit code. */
export async function media(argv: string[], terminal: Terminal): Promise<number> {
  let code = 0;
  const program = build(terminal, (exitCode) => {
    code = exitCode;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return terminal.interrupted.aborted ? INTERRUPTED : code;
  } catch (error) {
    return exitCodeOf(error, terminal);
  }
}

function build(terminal: Terminal, ended: (exitCode: number) => void): Command {
  const program = new Command('media')
    .description('Ask the table what is in the bucket, and have objects described again.')
    .addHelpText('after', QUERY_HELP)
    .exitOverride()
    .showHelpAfterError('(--help tells more)')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, writeText) => writeText(text.replace(/^error: /, 'media: ')),
      getOutHasColors: () => coloursFor(terminal.stdout, terminal.env).isColorSupported,
      getErrHasColors: () => coloursFor(terminal.stderr, terminal.env).isColorSupported,
    });
  /** A subcommand with what all have: at most one argument, `--json`, and where the pipeline is. */
  const add = (usage: string, description: string, json: string, action: Action): Command => {
    const command = program.command(usage).description(description).option('--json', json);
    const takesArgument = / [<[]/.test(usage);
    return addTargetOptions(command).action(async (...parameters: unknown[]) => {
      const [argument = '', options] = takesArgument ? parameters : ['', ...parameters];
      const open = (): Session => new Session(findTarget(options as CommonOptions, terminal));
      ended(await action(options as never, open, argument as never));
    });
  };
  const asFind = (command: Command): Command =>
    command
      .option('--sort <columns>', "such as -Size,Key; 'none' is fastest (default: by key)", sortKeys)
      .option('--columns <names>', 'columns to print, separated by commas', columnList)
      .addOption(new Option('--csv', 'print CSV with raw values').conflicts('json'))
      .option('--count', 'print only how many there are')
      .option('--limit <n>', 'print at most so many', wholeNumber);
  const rate = (command: Command): Command =>
    command
      .option('--rate <n>', 'objects per second', positiveNumber, DEFAULT_RATE)
      .option('--dry-run', 'only tell what would be done');

  asFind(
    add('find [query]', 'find objects', 'print one JSON object per line', (options, open, query) =>
      find(query, options, open, terminal),
    ),
  )
    .option('--status <list>', 'only with this status, or one of several separated by commas')
    .addHelpText('after', QUERY_HELP);
  add('show <key>', 'show the row of an object', 'print it as JSON', (options, open, key) =>
    show(key, options, open, terminal),
  ).addOption(new Option('--xml', "print MediaInfo's report").conflicts('json'));
  add(
    'stats [query]',
    'count objects, hours and bytes',
    'print one JSON object per group',
    (options, open, query) => stats(query, options, open, terminal),
  )
    .option('--by <what>', `${Object.keys(SHORT_NAMES).join(', ')} or any column`, 'format')
    .addOption(new Option('--csv', 'print CSV with raw values').conflicts('json'))
    .option('--limit <n>', 'print at most so many groups', wholeNumber, DEFAULT_GROUPS)
    .addHelpText('after', QUERY_HELP);
  asFind(
    add(
      'failed [query]',
      'list what could not be described, and why',
      'print one JSON object per line',
      (options, open, query) => failed(query, options, open, terminal),
    ),
  );
  rate(
    add(
      'retry [query]',
      'have what failed, or what a query finds, described again',
      'print the summary as JSON',
      (options, open, query) => retry(query, options, open, terminal),
    ),
  );
  rate(
    add(
      'backfill',
      'have objects described whose row is missing or stale',
      'print the summary as JSON',
      (options, open) => backfill(options, open, terminal),
    ),
  )
    .option('--prefix <prefix>', 'only keys that begin with this', '')
    .option('--since <time>', 'only objects written since, such as 2026-11-01 or -7d')
    .option('--state <file>', 'where to remember how far it has come')
    .option('--restart', 'begin anew instead of going on');
  add('put <files...>', 'upload files', 'print key and size of each as JSON', (options, open, files) =>
    put(files, options, open, terminal),
  ).option('--prefix <prefix>', 'put this before the key of each', '');
  return program;
}

async function exitCodeOf(error: unknown, terminal: Terminal): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : TROUBLE;
  // The reader has all that it wanted, like a `head` that ends.
  if (error instanceof OutputClosedError) return 0;
  if (terminal.interrupted.aborted) return INTERRUPTED;
  if (error instanceof QueryError || error instanceof UsageError || error instanceof ServiceError) {
    const { red } = coloursFor(terminal.stderr, terminal.env);
    await write(terminal.stderr, `${red('media:')} ${error.message}\n`);
    return TROUBLE;
  }
  throw error;
}
