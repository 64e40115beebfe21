import { parseSettings } from '../lib/settings';
import { BenchCloud } from './cloud/bench-cloud';
import { compareTools } from './compare-tools';
import { type Condition, NEAR, nameOfDistance, USUAL } from './conditions';
import { makeCorpus, versionLine } from './corpus/make-corpus';
import { RECIPES } from './corpus/recipes';
import { MIX } from './cost/mix';
import { COLD_CASE, chosenOf, measuredSize, sizeRow } from './cost/size-rows';
import { CpuGroups } from './cpu-groups/cpu-groups';
import { deployedGoals, GOAL_VCPU } from './figures/deployed-goals';
import type { BenchOptions } from './options';
import { BUSY_COLUMNS, wallTable } from './print/comparison';
import { printGoals } from './print/figures';
import { printSizes } from './print/sizes';
import { writeDeployed } from './print/write-deployed';
import { conditionsOfRun, isIdle } from './print/write-docs';
import { openTools } from './tools/open-tools';

/** How often everything is measured when nothing else is asked for. A run at a tenth of a core takes long. */
const ROUNDS = 3;

/** Which sizes are measured without latency as well: that of the goals, and the default. */
const nearVcpus = (vcpus: readonly number[]): number[] =>
  vcpus.filter((vcpu) => vcpu === GOAL_VCPU || vcpu === parseSettings({}).cpu);

/**
 * Measures every tool with the same share of a core, and what that costs.
 *
 * @param end in `performance.now`; nothing starts after it
 * @throws NoCpuGroupsError where CPU time can not be limited
 */
export async function measureDeployed(
  options: BenchOptions & { vcpu: number[] },
  warmUps: number,
  end: number | undefined,
  told: (line: string) => void,
): Promise<string> {
  const groups = CpuGroups.open();
  if (options.write && !isIdle()) {
    told(
      'The machine is busy: the sizes that decide the default of `cpu` and `memoryMB` will not be written.',
    );
  }
  const hasFfmpeg = versionLine('ffmpeg') !== undefined;
  const recipes = RECIPES.filter(
    ({ name, quick }) => options.only?.includes(name) ?? (name in MIX && (quick || !options.quick)),
  );
  const files = await makeCorpus(recipes, hasFfmpeg, told);
  const cloud = await BenchCloud.start(files);
  const { tools, close } = await openTools(cloud, groups, told);
  try {
    const { vcpu: vcpus } = options;
    const conditions: Condition[] = [
      ...vcpus.map((vcpu) => ({ distance: USUAL, vcpu })),
      ...nearVcpus(vcpus).map((vcpu) => ({ distance: NEAR, vcpu })),
    ];
    const rounds = options.repetitions ?? (options.quick ? 1 : ROUNDS);
    const results = await compareTools(cloud, {
      ...{ files, tools, conditions, groups, warmUps, rounds, end, told },
      without: (tool, state, file) =>
        state === 'cold' &&
        (tool.name === 'mediainfo.js' || (tool.name === 'extract' && file.name !== COLD_CASE)),
    });
    if (options.json) return results.map(({ measurement }) => JSON.stringify(measurement)).join('\n');
    const rows = vcpus.map((vcpu) => sizeRow(results, vcpu));
    const measured = rows.flatMap(measuredSize);
    const chosen = chosenOf(measured, told);
    if (options.write) writeDeployed({ results, sizes: measured, rows, files }, told);
    return [
      conditionsOfRun(tools, hasFfmpeg),
      ...nearVcpus(vcpus).map((vcpu) =>
        printGoals(`Goals, warm, at ${vcpu} vCPU`, deployedGoals(results, vcpu)),
      ),
      printSizes(rows, chosen),
      ...conditions.flatMap((condition) => [
        `### Milliseconds to the report with ${condition.vcpu} vCPU, ${nameOfDistance(condition.distance)}`,
        `Median (least–most) of ${rounds} runs, and the multiple of the warm function in *exact*. What takes longer than 5 s is measured once.`,
        wallTable(results, files, condition, BUSY_COLUMNS),
      ]),
    ].join('\n\n');
  } finally {
    await close();
    await cloud.close();
    await groups.close();
  }
}
