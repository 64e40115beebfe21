import { NoCpuGroupsError } from './cpu-groups/cpu-groups';
import { main } from './run-bench';

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof NoCpuGroupsError ? `--vcpu: ${error.message}` : error);
  process.exitCode = 1;
});
