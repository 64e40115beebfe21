import { XMLParser } from 'fast-xml-parser';
import { OssError } from './errors';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Escapes text for an element, also line breaks, which parsers would otherwise change. Quotation marks are not escaped,
 * as the service leaves those of ETags. Control characters are not allowed in XML 1.0 but are sent as they are: clients
 * with such keys ask for `encoding-type=url`.
 */
function escapeXml(text: string): string {
  return text.replace(/[<>&\t\n\r]/g, (c) => ESCAPES[c] ?? `&#${c.charCodeAt(0)};`);
}

/** One element with text. */
export function leaf(name: string, value: string | number | boolean): string {
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

/** An element with child elements; an empty string is a child that is left out. */
export function group(name: string, ...children: string[]): string {
  return `<${name}>${children.join('')}</${name}>`;
}

export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

const NAMED_ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Decodes the entities of XML. The parser's own decoding drops control characters. */
function unescapeXml(text: string): string {
  return text.replace(/&([^;]*);?/g, (reference, name: string) => {
    const code = /^#(?:(\d+)|x([0-9a-fA-F]+))$/.exec(name);
    const point = code ? Number.parseInt(code[1] ?? code[2]!, code[1] ? 10 : 16) : undefined;
    if (point !== undefined && point <= 0x10ffff) return String.fromCodePoint(point);
    if (Object.hasOwn(NAMED_ENTITIES, name)) return NAMED_ENTITIES[name]!;
    throw malformed(`Unknown entity ${reference}`);
  });
}

const malformed = (reason: string) => new OssError('MalformedXML', { elements: { ErrorDetail: reason } });

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  tagValueProcessor: (_name, value) => unescapeXml(value),
});

/**
 * Children of the document's root element by name.
 * @throws OssError `MalformedXML` when it is not well-formed, has a DTD or CDATA, or its root has another name
 */
export function parseXml(text: string, root: string): Record<string, unknown> {
  if (/<!(?!--)/.test(text)) throw malformed('Only elements, text and comments are allowed.');
  let document: Record<string, unknown>;
  try {
    document = parser.parse(text, true) as Record<string, unknown>;
  } catch (error) {
    throw error instanceof OssError ? error : malformed((error as Error).message);
  }
  const children = document[root];
  if (children === undefined) throw malformed(`The document is no ${root}.`);
  return typeof children === 'object' && children !== null ? (children as Record<string, unknown>) : {};
}

/** All children with a name: none, one or several. */
export function children(parent: Record<string, unknown>, name: string): unknown[] {
  const found = parent[name];
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}
