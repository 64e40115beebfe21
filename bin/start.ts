import { start } from '../cli/start';

start(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
