import { describingContext } from '../local-cloud/describing-context';
import { withExpectedErrors } from '../local-cloud/expected-errors';
import { assertPlatform } from '../local-cloud/platform';
import { Progress } from '../output/progress';
import { interruptionOf } from '../program/interruption';
import { type Terminal, write } from '../program/terminal';
import type { FindingKind } from './check';
import { runSoak, type SoakOptions, type SoakReport } from './run';

/** Most findings that are printed; the others are counted. */
const SHOWN = 20;

export interface SoakCommandOptions extends Omit<SoakOptions, 'onStep' | 'beforeCheck' | 'context'> {
  /** Settings, each as `name=value`. */
  context?: string[];
  json?: boolean;
}

/**
 * Many writers work while faults happen. Then bucket and table are compared, and instances are searched for
 * leaks.
 *
 * @param hooks for tests, which spoil rows that the check must then find
 */
export async function soak(
  { json, context, ...options }: SoakCommandOptions,
  terminal: Terminal,
  hooks: Pick<SoakOptions, 'beforeCheck'> = {},
): Promise<number> {
  assertPlatform();
  const progress = new Progress(terminal);
  progress.note(`seed ${options.seed}`);
  const onStep = (text: string): void => progress.step('soak', text);
  const running = withExpectedErrors(async () =>
    runSoak({ ...options, ...hooks, context: describingContext(context), onStep }),
  );
  const end = await Promise.race([running, interruptionOf(terminal.interrupted)]);
  progress.clear();
  if (typeof end === 'number') return end;
  for (const { kind, key, detail } of end.findings.slice(0, SHOWN)) {
    progress.note(`${kind}  ${key}: ${detail}`);
  }
  const figures = figuresOf(end);
  await write(terminal.stdout, `${json ? JSON.stringify(figures) : render(figures)}\n`);
  return end.findings.length === 0 ? 0 : 1;
}

/** The report, with its findings counted by kind. */
export function figuresOf({ findings, ...report }: SoakReport) {
  const count = (kind: FindingKind): number => findings.filter((finding) => finding.kind === kind).length;
  return {
    missing: count('missing'),
    stale: count('stale'),
    orphaned: count('orphaned'),
    wrong: count('wrong'),
    unannounced: count('unannounced'),
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
