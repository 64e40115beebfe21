import { compareTexts } from '../compare-texts';
import { numberIn } from './compare-values';
import type { RuleOperator } from './policy';

/** The operator that holds just where the other does not. */
const OPPOSITES = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  'starts with': 'must not start with',
  'must not start with': 'starts with',
} as const satisfies Partial<Record<RuleOperator, RuleOperator>>;
export type Comparison = keyof typeof OPPOSITES;

interface Extremes<T> {
  least: T;
  most: T;
}

/**
 * Values that others are compared with, as `fits` compares two. A report may hold thousands of tracks, and to compare
 * each value with each would take the square of that: here one value costs a few look-ups, however many there are.
 */
export class OtherValues {
  private readonly counts = new Map<string | number, number>();
  private readonly numbers: Extremes<number> | undefined;
  /** Of the texts that are no numbers: a number is compared as a text with these alone. */
  private readonly words: Extremes<string> | undefined;
  private readonly all: Extremes<string> | undefined;
  private prefixes?: Prefixes;

  constructor(private readonly texts: readonly string[]) {
    const numbers: number[] = [];
    const words: string[] = [];
    for (const text of texts) {
      const number = numberIn(text);
      if (number === undefined) words.push(text);
      else numbers.push(number);
      this.counts.set(number ?? text, (this.counts.get(number ?? text) ?? 0) + 1);
    }
    this.numbers = extremesOf(numbers, (left, right) => left - right);
    this.words = extremesOf(words, compareTexts);
    this.all = extremesOf(texts, compareTexts);
  }

  /**
   * Whether it fits one of the values, or every one.
   * @param isOneOfThem true when it is among the values itself: it is not compared with itself then
   */
  fit(value: string, operator: Comparison, which: 'one' | 'every', isOneOfThem: boolean): boolean {
    return which === 'one'
      ? this.fitsOne(value, operator, isOneOfThem)
      : !this.fitsOne(value, OPPOSITES[operator], isOneOfThem);
  }

  /** No value differs from itself, so only operators that hold for equal values must leave it out. */
  private fitsOne(value: string, operator: Comparison, isOneOfThem: boolean): boolean {
    const number = numberIn(value);
    const equal = (this.counts.get(number ?? value) ?? 0) - (isOneOfThem ? 1 : 0);
    switch (operator) {
      case '=':
        return equal > 0;
      case '!=':
        return equal < this.texts.length - (isOneOfThem ? 1 : 0);
      case '<':
        return this.isBelow(value, number);
      case '<=':
        return equal > 0 || this.isBelow(value, number);
      case '>':
        return this.isAbove(value, number);
      case '>=':
        return equal > 0 || this.isAbove(value, number);
      case 'starts with':
        this.prefixes ??= new Prefixes(this.texts);
        return this.prefixes.hasPrefixOf(value, isOneOfThem);
      case 'must not start with':
        this.prefixes ??= new Prefixes(this.texts);
        return !this.prefixes.areAllPrefixesOf(value);
    }
  }

  private isBelow(value: string, number: number | undefined): boolean {
    if (number === undefined) return this.all !== undefined && compareTexts(value, this.all.most) < 0;
    if (this.numbers && number < this.numbers.most) return true;
    return this.words !== undefined && compareTexts(value, this.words.most) < 0;
  }

  private isAbove(value: string, number: number | undefined): boolean {
    if (number === undefined) return this.all !== undefined && compareTexts(value, this.all.least) > 0;
    if (this.numbers && number > this.numbers.least) return true;
    return this.words !== undefined && compareTexts(value, this.words.least) > 0;
  }
}

function extremesOf<T>(
  values: readonly T[],
  compare: (left: T, right: T) => number,
): Extremes<T> | undefined {
  if (values.length === 0) return undefined;
  let [least, most] = [values[0] as T, values[0] as T];
  for (const value of values) {
    if (compare(value, least) < 0) least = value;
    if (compare(value, most) > 0) most = value;
  }
  return { least, most };
}

/** Texts as beginnings of other texts. */
class Prefixes {
  /** Each text once, sorted: what lies between a text and a longer one that begins with it begins with it too. */
  private readonly sorted: string[] = [];
  /** Of each of these, the length of the shortest text that it begins with. */
  private readonly shortest: number[] = [];
  private readonly repeated = new Set<string>();
  private readonly longest: string;
  private readonly isChain: boolean;

  constructor(texts: readonly string[]) {
    /** Each begins with the one before it, in the text that was added last. */
    const chain: string[] = [];
    let deepest = 0;
    for (const text of [...texts].sort()) {
      if (text === this.sorted.at(-1)) {
        this.repeated.add(text);
        continue;
      }
      while (chain.length > 0 && !text.startsWith(chain.at(-1)!)) chain.pop();
      chain.push(text);
      deepest = Math.max(deepest, chain.length);
      this.sorted.push(text);
      this.shortest.push(chain[0]!.length);
    }
    this.isChain = deepest === this.sorted.length;
    this.longest = this.sorted.at(-1) ?? '';
  }

  areAllPrefixesOf(value: string): boolean {
    return this.isChain && value.startsWith(this.longest);
  }

  hasPrefixOf(value: string, isOneOfThem: boolean): boolean {
    const at = this.lastUpTo(value);
    const found = this.sorted[at];
    if (found === undefined) return false;
    const shortest = this.shortest[at]!;
    if (isOneOfThem) return shortest < value.length || this.repeated.has(value);
    return value.startsWith(found.slice(0, shortest));
  }

  /** Where the last text stands that does not come after this one; -1 when all do. */
  private lastUpTo(value: string): number {
    let [from, to] = [0, this.sorted.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.sorted[middle]! <= value) from = middle + 1;
      else to = middle;
    }
    return from - 1;
  }
}
