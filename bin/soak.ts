import { endWith } from '../cli/program/end-with';
import { soak } from '../cli/soak/soak';

soak(process.argv.slice(2)).then(endWith);
