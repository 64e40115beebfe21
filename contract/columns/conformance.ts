import type { Track } from './track';
import { SEPARATOR } from './values-of';

/** Texts that a column shows; the report has all of them. */
const MOST_TEXTS = 3;

/** What MediaInfo holds against the file, of all tracks: `Errors` or `Warnings`. */
function remarks(report: readonly Track[], kind: 'Errors' | 'Warnings'): string[] {
  const prefix = `extra.Conformance${kind}.`;
  const texts: string[] = [];
  for (const { fields } of report) {
    for (const [name, text] of fields) if (name.startsWith(prefix)) texts.push(...text.split(SEPARATOR));
  }
  return texts;
}

/** Undefined in a file that nothing is held against. */
export function remarkCount(report: readonly Track[], kind: 'Errors' | 'Warnings'): bigint | undefined {
  const { length } = remarks(report, kind);
  return length > 0 ? BigInt(length) : undefined;
}

export function firstRemarks(report: readonly Track[], kind: 'Errors' | 'Warnings'): string | undefined {
  return remarks(report, kind).slice(0, MOST_TEXTS).join('; ') || undefined;
}
