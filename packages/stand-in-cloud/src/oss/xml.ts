import { XMLParser } from 'fast-xml-parser';
import { OssError } from './errors';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Escapes text for an element; line breaks too, or a parser would normalise them away. Quotation marks stay, as those
 * around an ETag do. Control characters, which XML 1.0 cannot hold, go out as they are: clients that have such keys
 * ask for `encoding-type=url`.
 */
function escapeXml(text: string): string {
  return text.replace(/[<>&\t\n\r]/g, (c) => ESCAPES[c] ?? `&#${c.charCodeAt(0)};`);
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

const NAMED_ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves the entities of XML itself; the parser's own way drops references to control characters. */
function unescapeXml(text: string): string {
  return text.replace(/&([^;]*);?/g, (reference, name: string) => {
    const code = /^#(?:(\d+)|x([0-9a-fA-F]+))$/.exec(name);
    const point = code ? Number.parseInt(code[1] ?? code[2]!, code[1] ? 10 : 16) : undefined;
    if (point !== undefined && point <= 0x10ffff) return String.fromCodePoint(point);
    if (name in NAMED_ENTITIES) return NAMED_ENTITIES[name]!;
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

/** Every occurrence of a child that may come once, often or never. */
export function children(parent: Record<string, unknown>, name: string): unknown[] {
  const found = parent[name];
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}
