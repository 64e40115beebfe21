import { type FlatTrack, flatten, NAMES } from '../compare-reports';

/** What is worked out of other fields, or says the same in words. */
const DERIVED = /(?:_String\d*|\/String\d*|^Count|StreamKindPos)$/;

const keyOf = ({ kind, fields }: FlatTrack): string =>
  `${kind} ${fields.get('ID') ?? fields.get('StreamKindID') ?? ''}`;

/**
 * The fields that two reports on one file do not have alike, each with the kind of its track; `Text (track)` for a whole
 * track that only one of them has. Forms for display are left out.
 */
export function differences(oneXml: string, otherXml: string): string[] {
  const [one, other] = [oneXml, otherXml].map(
    (xml) => new Map(flatten(xml).map((track) => [keyOf(track), track])),
  );
  const different = new Set<string>();
  for (const key of new Set([...one!.keys(), ...other!.keys()])) {
    const [a, b] = [one!.get(key), other!.get(key)];
    if (!a || !b) {
      different.add(`${(a ?? b)!.kind} (track)`);
      continue;
    }
    for (const name of new Set([...a.fields.keys(), ...b.fields.keys()])) {
      if (NAMES.has(name) || DERIVED.test(name) || a.fields.get(name) === b.fields.get(name)) continue;
      different.add(`${a.kind} ${name.split('.').at(-1)}`);
    }
  }
  return [...different].sort();
}
