import { endWith } from '../cli/end-with';
import { start } from '../cli/start';

start(process.argv.slice(2)).then(endWith);
