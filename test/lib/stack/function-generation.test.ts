import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../lib/project-root';

const LIBRARY = join(PROJECT_ROOT, 'lib');

/** Text that belongs to one generation: its resource types, ARNs or package. */
const OF_A_GENERATION = /ros-cdk-fc|ALIYUN::FC|(services|functions)\/\$\{/;

it('is known in the folder of its implementation, and nowhere else in the stack', () => {
  const knowing = readdirSync(join(LIBRARY, 'stack'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => OF_A_GENERATION.test(readFileSync(join(LIBRARY, 'stack', name), 'utf8')));

  expect(knowing.sort()).toEqual([
    'function-compute-2/function-arns.ts',
    'function-compute-2/index.ts',
    'function-compute-2/oss-trigger.ts',
    'function-compute-2/service-function.ts',
    'function-compute-2/timer-trigger.ts',
    'function-compute-3/function-arns.ts',
    'function-compute-3/index.ts',
    'function-compute-3/oss-trigger.ts',
    'function-compute-3/regional-function.ts',
    'function-compute-3/timer-trigger.ts',
  ]);
});
