import { endWith } from '../cli/end-with';
import { local } from '../cli/local';

local(process.argv.slice(2)).then(endWith);
