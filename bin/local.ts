import { local } from '../cli/local/local';
import { endWith } from '../cli/program/end-with';

local(process.argv.slice(2)).then(endWith);
