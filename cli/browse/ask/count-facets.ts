import { printQuery } from '../../../contract/query/print';
import { sideBySide } from '../../program/side-by-side';
import type { MediaIndex } from '../../search/media-index';
import type { Grouping } from '../../search/requests';
import { all, toSearchQuery } from '../../search/to-search-query';
import { type Condition, queryOf } from './conditions';
import { FACETS, type Facet } from './facets';
import { chosenValues, isChosen, toggled, withoutAny, withoutChoice } from './selection';

/** One answer of a facet. */
export interface FacetValue {
  label: string;
  objects: number;
  isChosen: boolean;
  /** The query with this answer chosen, or without it where it is chosen. */
  query: string;
}

export interface CountedFacet {
  title: string;
  /** Absent for classes. */
  column?: string;
  values: FacetValue[];
}

const EVERYTHING = toSearchQuery({ kind: 'all' });

/** Answers of a facet on the page, the most frequent ones; the query box knows all. */
const MOST_VALUES = 10;
/** The service's limit for groupings in one request. */
const PER_REQUEST = 5;
const REQUESTS_AT_ONCE = 3;

/** Counts the answers of every facet among the rows that the rest of the query finds. Facets without any are left out. */
export async function countFacets(
  index: MediaIndex,
  conditions: readonly Condition[],
): Promise<CountedFacet[]> {
  const counted: CountedFacet[] = [];
  await sideBySide(requestsFor(conditions), REQUESTS_AT_ONCE, async ({ among, facets }) => {
    const query =
      among.length === 0 ? EVERYTHING : all(among.map(({ expression }) => toSearchQuery(expression)));
    const answers = await index.groupAll(query, facets.map(groupingOf), { sums: false });
    for (const [i, facet] of facets.entries()) {
      const groups = answers[i]!.map(({ value, objects }) => ({ value, objects }));
      counted[FACETS.indexOf(facet)] = { ...namesOf(facet), values: valuesOf(facet, groups, conditions) };
    }
  });
  return counted.filter(({ values }) => values.length > 0);
}

const namesOf = ({ title, column }: Facet) => (column === undefined ? { title } : { title, column });

interface Request {
  among: readonly Condition[];
  facets: Facet[];
}

/** Facets that nothing is chosen of are counted among the same rows, and asked for together. */
function requestsFor(conditions: readonly Condition[]): Request[] {
  const byRows = new Map<string, Request>();
  for (const facet of FACETS) {
    const among = facet.classes
      ? withoutAny(
          conditions,
          facet.classes.map(({ expression }) => expression),
        )
      : withoutChoice(conditions, facet.column);
    const text = queryOf(among);
    const request = byRows.get(text) ?? { among, facets: [] };
    request.facets.push(facet);
    byRows.set(text, request);
  }
  return [...byRows.values()].flatMap(({ among, facets }) =>
    Array.from({ length: Math.ceil(facets.length / PER_REQUEST) }, (_, i) => ({
      among,
      facets: facets.slice(i * PER_REQUEST, (i + 1) * PER_REQUEST),
    })),
  );
}

const groupingOf = (facet: Facet): Grouping =>
  facet.classes
    ? { filters: facet.classes.map(({ expression }) => toSearchQuery(expression)) }
    : { column: facet.column, size: MOST_VALUES };

function valuesOf(
  facet: Facet,
  groups: { value: string; objects: number }[],
  conditions: readonly Condition[],
): FacetValue[] {
  if (facet.classes) {
    const others = withoutAny(
      conditions,
      facet.classes.map(({ expression }) => expression),
    );
    return facet.classes.flatMap(({ label, expression }, i) => {
      const { objects = 0 } = groups[i] ?? {};
      const chosen = isChosen(conditions, expression);
      const query = queryOf(chosen ? others : [...others, { text: `(${printQuery(expression)})` }]);
      return objects > 0 || chosen ? [{ label, objects, isChosen: chosen, query }] : [];
    });
  }
  const { column } = facet;
  const chosen = chosenValues(conditions, column);
  const missing = chosen.filter((value) => !groups.some((group) => group.value === value));
  return [...groups, ...missing.map((value) => ({ value, objects: 0 }))].map(({ value, objects }) => ({
    label: value,
    objects,
    isChosen: chosen.includes(value),
    query: toggled(conditions, column, value),
  }));
}
