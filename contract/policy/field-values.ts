import type { FieldPath } from './policy';
import type { XmlElement } from './read-xml';

/** What a path finds in a report. */
export interface FoundField {
  /** Tracks of the kind, and of the occurrence where that is a number. */
  tracks: number;
  /** The fields; also an element that only holds others, such as `extra`, whose text says nothing. */
  values: readonly XmlElement[];
}

/** Follows a path through the tracks of a report. */
export function findField(
  tracks: readonly XmlElement[],
  { track, occurrence, steps }: FieldPath,
): FoundField {
  const ofKind = tracks.filter(({ attributes }) => attributes['type'] === track);
  const chosen = typeof occurrence === 'number' ? ofKind.slice(occurrence - 1, occurrence) : ofKind;
  let found = chosen;
  for (const { name, nth } of steps) {
    found = found.flatMap(({ children }) => {
      const named = children.filter((child) => child.name === name);
      return nth === undefined ? named : named.slice(nth - 1, nth);
    });
  }
  return { tracks: chosen.length, values: found };
}
