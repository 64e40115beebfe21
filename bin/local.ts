import { local } from '../cli/local';

local(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
