import type { Expression } from '../../../contract/query/ast';
import { columnNamed, isSortable } from '../../../contract/query/columns';
import { parseQuery } from '../../../contract/query/parse';

/** A question beside the query, whose answers are counted. */
export type Facet = { title: string } & (
  | { column: string; classes?: undefined }
  /** Answers that are conditions of their own; one at a time. */
  | { column?: undefined; classes: readonly { label: string; expression: Expression }[] }
);

/**
 * Classes by the longer side, so that upright pictures and wide ones with few lines count as what they are sold as. From
 * the sizes that the classes are named after.
 */
const RESOLUTIONS: [label: string, least: number, below: number | undefined][] = [
  ['8K', 7_680, undefined],
  ['4K', 3_840, 7_680],
  ['1440p', 2_560, 3_840],
  ['1080p', 1_920, 2_560],
  ['720p', 1_280, 1_920],
  ['SD', 1, 1_280],
];

const resolution = ([label, least, below]: (typeof RESOLUTIONS)[number]) => ({
  label,
  expression: parseQuery(
    [
      below === undefined ? '' : `VideoWidth<${below} and VideoHeight<${below} and `,
      `(VideoWidth>=${least} or VideoHeight>=${least})`,
    ].join(''),
    0,
  ),
});

/** The column where the table has it: some come with a later version, or with a setting. */
const byColumn = (title: string, column: string): Facet[] => {
  const known = columnNamed(column);
  return known && isSortable(known) ? [{ title, column: known.name }] : [];
};

/** In the order of the page. */
export const FACETS: readonly Facet[] = [
  ...byColumn('Status', 'Status'),
  ...byColumn('Policy', 'Policy'),
  ...byColumn('Rules that fail', 'PolicyFailures'),
  ...byColumn('Rules that warn', 'PolicyWarnings'),
  ...byColumn('Format', 'Format'),
  { title: 'Resolution', classes: RESOLUTIONS.map(resolution) },
  ...byColumn('Video codec', 'VideoFormat'),
  ...byColumn('HDR', 'HdrFormats'),
  ...byColumn('Audio codec', 'AudioFormat'),
  ...byColumn('Audio language', 'AudioLanguages'),
  ...byColumn('Subtitles', 'TextLanguages'),
  ...byColumn('Doubts', 'Doubts'),
];
