import { media } from '../cli/media';
import { endWith } from '../cli/program/end-with';
import { Interruption } from '../cli/program/interruption';
import { processTerminal } from '../cli/program/terminal';

const { signal } = new Interruption();
// Without a listener the end of a reader such as `head` would be an uncaught error; `write` tells the command.
process.stdout.on('error', () => {});

media(process.argv.slice(2), processTerminal(signal)).then(endWith);
