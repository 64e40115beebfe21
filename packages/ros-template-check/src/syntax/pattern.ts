import { type Context, createContext, Script } from 'node:vm';
import { textOf } from './text-of';

/**
 * Milliseconds of CPU that a pattern may take for one value. Ours: patterns of real templates need microseconds, and one
 * that goes back and forth needs minutes for a few dozen characters.
 */
export const PATTERN_MS = 250;

// An engine whose time is linear would refuse patterns that ROS takes: those that look ahead or refer back.
const TEST = new Script('new RegExp(source).test(text)');

let context: Context | undefined;

/**
 * Results of {@link matchesPattern}: an app that checks many templates asks the same again and again, and starting the
 * engine with a limit costs 0.1 ms. So many, and so long, that all patterns of a large app fit into a megabyte.
 */
const known = new Map<string, boolean>();
const MOST_KNOWN = 1_000;
const LONGEST_KNOWN = 500;

/** ROS matches values as a whole. */
const wholeOf = (pattern: unknown): string => `^(?:${textOf(pattern)})$`;

/** A pattern that matches whole values, as in ROS. @returns undefined for a wrong regular expression */
export function patternOf(text: unknown): RegExp | undefined {
  try {
    return new RegExp(wholeOf(text));
  } catch {
    return undefined;
  }
}

/**
 * Whether a value matches a pattern as a whole; undefined when that takes more than {@link PATTERN_MS}, or the pattern is
 * too large for the engine, which says so only when it is used.
 */
export function matchesPattern(pattern: unknown, text: string): boolean | undefined {
  const source = wholeOf(pattern);
  const asked = JSON.stringify([source, text]);
  const before = known.get(asked);
  if (before !== undefined) return before;
  const found = testWithin(source, text);
  if (found !== undefined && asked.length <= LONGEST_KNOWN) {
    if (known.size === MOST_KNOWN) known.clear();
    known.set(asked, found);
  }
  return found;
}

function testWithin(source: string, text: string): boolean | undefined {
  context ??= createContext({});
  Object.assign(context, { source, text });
  for (;;) {
    const before = process.cpuUsage();
    try {
      return TEST.runInContext(context, { timeout: PATTERN_MS }) as boolean;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    }
    // The timeout is one of the wall clock: on a busy machine it can pass while the pattern waits for a core.
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1_000 > PATTERN_MS / 2) return undefined;
  }
}
