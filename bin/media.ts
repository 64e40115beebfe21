import { media } from '../cli/program/program';
import { processTerminal } from '../cli/program/terminal';

const interruption = new AbortController();
process.once('SIGINT', () => {
  // Once more ends it at once.
  process.once('SIGINT', () => process.exit(130));
  interruption.abort();
});
// Without a listener the end of a reader such as `head` would be an uncaught error; `write` tells the command.
process.stdout.on('error', () => {});

media(process.argv.slice(2), processTerminal(interruption.signal)).then((code) => {
  process.exitCode = code;
});
