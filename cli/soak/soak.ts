import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { parseSeed } from '../local-cloud/chaos-option';
import { exitCodeOf } from '../local-cloud/expected-errors';
import { assertPlatform } from '../local-cloud/platform';
import { Progress } from '../output/progress';
import type { FindingKind } from './check';
import { runSoak, type SoakOptions, type SoakReport } from './run';

/** Findings that are written out; the rest is counted. */
const SHOWN = 20;

/**
 * `npm run soak`: many writers under faults, then bucket and table compared, and instances searched for leaks. Answers with the exit code.
 *
 * @param hooks for tests, to spoil rows that the check must then find
 */
export async function soak(argv: string[], hooks: Pick<SoakOptions, 'beforeCheck'> = {}): Promise<number> {
  const command = new Command('npm run soak --')
    .description(
      'Let writers put, overwrite, append, copy and delete objects while a third of all requests fails and instances run out of what they need, then compare the bucket with the table and look for leaks.',
    )
    .option('--objects <n>', 'keys that are written to', whole, 500)
    .option('--writers <n>', 'clients at a time', whole, 8)
    .option('--seed <n>', 'what goes wrong, and what writers do', parseSeed, randomInt(1_000_000))
    .option('--minutes <n>', 'go on writing for so long', minutes, 0)
    .option('--json', 'print the figures as one JSON object')
    .allowExcessArguments(false)
    .exitOverride();
  return exitCodeOf(async () => {
    command.parse(argv, { from: 'user' });
    assertPlatform();
    const { json, ...options } = command.opts<SoakOptions & { json?: boolean }>();
    const progress = new Progress();
    progress.note(`seed ${options.seed}`);
    const report = await runSoak({ ...options, ...hooks, onStep: (text) => progress.step('soak', text) });
    progress.clear();
    for (const { kind, key, detail } of report.findings.slice(0, SHOWN)) {
      progress.note(`${kind}  ${key}: ${detail}`);
    }
    const figures = figuresOf(report);
    process.stdout.write(`${json ? JSON.stringify(figures) : render(figures)}\n`);
    return report.findings.length === 0 ? 0 : 1;
  });
}

/** The report with its findings counted by kind. */
export function figuresOf({ findings, ...report }: SoakReport) {
  const count = (kind: FindingKind): number => findings.filter((finding) => finding.kind === kind).length;
  return {
    missing: count('missing'),
    stale: count('stale'),
    orphaned: count('orphaned'),
    wrong: count('wrong'),
    leaked: count('leaked'),
    ...report,
  };
}

/** A line for each figure. */
function render(figures: object, indent = ''): string {
  return Object.entries(figures)
    .map(([name, value]) =>
      typeof value === 'object'
        ? `${indent}${name}\n${render(value, `${indent}  `)}`
        : `${indent}${name}: ${value}`,
    )
    .join('\n');
}

function whole(given: string): number {
  const number = Number(given);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError(`It must be a whole number from 1; '${given}' given.`);
}

function minutes(given: string): number {
  const number = Number(given);
  if (given !== '' && number >= 0 && number <= 24 * 60) return number;
  throw new InvalidArgumentError(`It must be a number from 0 to 1440; '${given}' given.`);
}
