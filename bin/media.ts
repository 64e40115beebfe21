import { media } from '../cli/media';
import { endWith } from '../cli/program/end-with';
import { Interruption } from '../cli/program/interruption';
import { processTerminal } from '../cli/program/terminal';

const { signal } = new Interruption();
// Without a listener a reader that ends, such as `head`, would be an uncaught error; `write` tells the command.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

media(process.argv.slice(2), processTerminal(signal)).then(endWith);
