import { XMLParser } from 'fast-xml-parser';
import { OssError } from './errors';

/**
 * Escapes text for an element; line breaks too, or a parser would normalise them away. Control characters, which
 * XML 1.0 cannot hold, go out as they are: clients that have such keys ask for `encoding-type=url`.
 */
export function escapeXml(text: string): string {
  return text.replace(/[<>&'"\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** One element with text. */
export function leaf(name: string, value: string | number | boolean): string {
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

/** One element around others; an empty string among them stands for an element left out. */
export function group(name: string, ...children: string[]): string {
  return `<${name}>${children.join('')}</${name}>`;
}

export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
});

/**
 * Children of the document's root element by name.
 * @throws OssError `MalformedXML` when it is not well-formed or its root has another name
 */
export function parseXml(text: string, root: string): Record<string, unknown> {
  let document: Record<string, unknown>;
  try {
    document = parser.parse(text, true) as Record<string, unknown>;
  } catch (error) {
    throw new OssError('MalformedXML', { elements: { ErrorDetail: (error as Error).message } });
  }
  const children = document[root];
  if (children === undefined) throw new OssError('MalformedXML', { elements: { Expected: root } });
  return typeof children === 'object' && children !== null ? (children as Record<string, unknown>) : {};
}

/** Every occurrence of a child that may come once, often or never. */
export function children(parent: Record<string, unknown>, name: string): unknown[] {
  const found = parent[name];
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}
