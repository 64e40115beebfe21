import type { ObjectVersion } from '../../../../contract/object-version';
import type { Report } from '../../../../functions/extract/open-object';

/**
 * How many ranged reads a report needs after the first one, which also gives the version. None for short
 * contents.
 */
export const furtherParts = (content: string): number => Math.min(2, content.length - 1);

/** The result of one ranged read. */
export const partOf = (content: string, part: number): string => `${part}${content}`;

export const partsOf = (content: string): string[] =>
  Array.from({ length: 1 + furtherParts(content) }, (_, part) => partOf(content, part));

export const reportTitle = (parts: string[]): string => parts.join('.');

/** A report that contains what was read, so that a mixture of versions is visible in it. */
export function reportOf({ size }: ObjectVersion, parts: string[]): Report {
  const fields = `<Format>Wave</Format><FileSize>${size}</FileSize><Title>${reportTitle(parts)}</Title>`;
  return {
    xml: `<MediaInfo><media><track type="General">${fields}</track><track type="Audio"></track></media></MediaInfo>`,
    cost: COST,
    version: '26.10',
    arguments: ['--Full', '--Output=XML'],
  };
}

export const COST = { requests: 2, roundTrips: 1, bytes: 1, milliseconds: 1 };
