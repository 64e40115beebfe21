import { endWith } from '../cli/program/end-with';
import { start } from '../cli/try/try';

start(process.argv.slice(2)).then(endWith);
