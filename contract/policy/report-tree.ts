import { readXml, type XmlElement } from './read-xml';

/**
 * Reports are limited where they are made (16 MB, 50,000 fields); these are beyond that, so that no stored report is
 * refused.
 */
const LIMITS = { size: 64e6, depth: 64, elements: 200_000 };

/** The tracks of MediaInfo's XML report, as elements: what a policy's paths lead through. @throws XmlError */
export function tracksOf(report: string): readonly XmlElement[] {
  const root = readXml(report, LIMITS);
  const media = root.name === 'MediaInfo' ? root.children.find(({ name }) => name === 'media') : undefined;
  return (media?.children ?? []).filter(({ name }) => name === 'track');
}
