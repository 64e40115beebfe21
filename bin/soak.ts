import { endWith } from '../cli/end-with';
import { soak } from '../cli/soak/command';

soak(process.argv.slice(2)).then(endWith);
