import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';
import { sizeWith } from '../cost/function-size';
import { replaceBetween } from '../print/replace-between';
import { bottlenecks, needsOf } from './limits';
import { EXACT_CASES, FAST_CASES, MEASURED_LOAD, MEASURED_ON, MEASURED_VCPU } from './measured-cases';
import { printBottlenecks, printOutcomes } from './print';
import { scenarios } from './scenarios';
import { simulate } from './simulate';

const SEED = 1;
const PAGE = join(PROJECT_ROOT, 'docs', 'scale.md');

/** `npm run bench:scale [-- --write]`: what limits how many objects can be described, and how that goes. */
function main(args: readonly string[]): void {
  const limits = bottleneckTable();
  const outcomes = scenarios(EXACT_CASES, FAST_CASES).map((scenario) => {
    const start = performance.now();
    const inTurn = simulate({ ...scenario.model, waiting: 'queue' }, SEED);
    const doubling = simulate({ ...scenario.model, waiting: 'backoff' }, SEED);
    console.error(`${scenario.name}: ${((performance.now() - start) / 1_000).toFixed(1)} s`);
    return { ...scenario, inTurn, doubling };
  });
  const measured =
    `Times in the function are those of ${MEASURED_ON} with ${MEASURED_VCPU} vCPU, ` +
    `measured at a load of ${MEASURED_LOAD} before the run.`;
  const simulated = [printOutcomes(outcomes, sizeWith(MEASURED_VCPU)), measured].join('\n\n');
  console.log([limits, simulated].join('\n\n'));
  if (!args.includes('--write')) return;
  for (const [name, text] of Object.entries({ limits, simulated })) {
    if (!replaceBetween(PAGE, name, text)) throw new Error(`${PAGE} must have a place '<!-- ${name} -->'.`);
  }
}

/** The table of limits, which takes no simulation. */
const bottleneckTable = (): string =>
  printBottlenecks(bottlenecks(needsOf(EXACT_CASES)), bottlenecks(needsOf(FAST_CASES)));

main(process.argv.slice(2));
