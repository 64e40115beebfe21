import { soak } from '../cli/soak/command';

soak(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
