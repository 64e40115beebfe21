import { Command, InvalidArgumentError, Option } from 'commander';
import { RECIPES } from './corpus/recipes';

export interface BenchOptions {
  /** One JSON object per line instead of tables. */
  json: boolean;
  quick: boolean;
  /** Names of cases. */
  only?: string[];
  repetitions?: number;
  /** Measures the stand-in instead of the tools. */
  standin: boolean;
  /** Measures the command `media` instead, on 100,000 rows and 10,000 objects. */
  media: boolean;
  /** Measures under these shares of a core instead. */
  vcpu?: number[];
  /** Writes the output into the documentation. */
  write: boolean;
}

const CASES = RECIPES.map(({ name }) => name);

function caseNames(text: string): string[] {
  const names = text.split(',').filter(Boolean);
  const unknown = names.filter((name) => !CASES.includes(name));
  if (names.length === 0 || unknown.length > 0) {
    throw new InvalidArgumentError(`must be of ${CASES.join(', ')}; '${unknown.join(', ')}' given.`);
  }
  return names;
}

/** What is measured when `--vcpu` is given no list, with the size of {@link GOAL_VCPU} among it. */
export const DEFAULT_VCPUS = [0.1, 0.2, 0.35, 0.5, 1];

/** Function Compute's limits, and its steps in thousandths, because 0.35 is no multiple of 0.05 in binary. */
const VCPU = { least: 0.05, most: 16, stepMilli: 50 };

function vcpus(text: string): number[] {
  const list = text.split(',').map(Number);
  const wrong = list.filter(
    (one) => !(one >= VCPU.least && one <= VCPU.most) || Math.round(one * 1e6) % (VCPU.stepMilli * 1e3) !== 0,
  );
  if (wrong.length > 0) {
    throw new InvalidArgumentError(
      `must be vCPUs between ${VCPU.least} and ${VCPU.most} in steps of 0.05, separated by commas; '${text}' given.`,
    );
  }
  return [...new Set(list)].sort((a, b) => a - b);
}

function count(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError(`must be 1 to 99, '${text}' given.`);
  return Number(text);
}

/**
 * @param args without those of Node. @throws CommanderError when they are wrong; with `exit` the process ends
 * instead
 */
export function parseOptions(args: readonly string[], exit = false): BenchOptions {
  const program = new Command('bench')
    .description('Measures the function against mediainfo, ffprobe and mediainfo.js on signed URLs.')
    .allowExcessArguments(false)
    .option('--json', 'print one JSON object per line and nothing else', false)
    .option('--quick', 'seven cases at 10 ms per request, within 50 s', false)
    .option('--only <cases>', `only these cases, separated by commas: ${CASES.join(', ')}`, caseNames)
    .option('--repetitions <n>', 'times that everything is measured (default: 5)', count)
    .option('--standin', 'measure the stand-in services instead, with an upload of 20 GB', false)
    .addOption(
      new Option('--media', 'measure the command media instead, on 100,000 rows and 10,000 objects')
        .default(false)
        .conflicts('standin'),
    )
    .addOption(
      new Option(
        '--vcpu [list]',
        `measure every tool under these vCPUs instead (default: ${DEFAULT_VCPUS.join(',')}); needs root and cgroups`,
      )
        .argParser(vcpus)
        .preset(DEFAULT_VCPUS.join(','))
        .conflicts(['standin', 'media']),
    )
    .option('--write', 'put what is printed into docs/benchmarks.md', false);
  if (!exit) program.exitOverride().configureOutput({ writeErr: () => {} });
  const options = program.parse([...args], { from: 'user' }).opts<BenchOptions>();
  if (options.write && (options.quick || options.only || options.json)) {
    program.error("error: '--write' is for a full run: without --quick, --only and --json.");
  }
  return options;
}
