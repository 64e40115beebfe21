/** An element of a report, with its text and attributes as they stand in it. */
export interface ReportElement {
  name: string;
  /** What follows the name in the tag. */
  attributes: string;
  /** What is before the first element inside, or before the end. */
  text: string;
  children: ReportElement[];
}

/** Most elements inside one another: MediaInfo writes five to ten. Those who read a report go down into them. */
const MAX_NESTED = 100;

const unreadable = (what: string): Error => new Error(`Report: ${what}.`);

/**
 * The elements of a report, below one without a name. It is as `checkPrinted` lets through: tags, and texts without `<`.
 * What begins with `<!`, as earlier versions of MediaInfo wrote it, is passed over. A parser for any XML takes 0.5 to 2 ms of
 * CPU for each object, a tenth of all; this takes a tenth of that.
 *
 * @throws Error when a tag has no end, or not the one that is expected, or when too many are inside one another
 */
export function reportElements(xml: string): ReportElement {
  const top: ReportElement = { name: '', attributes: '', text: '', children: [] };
  const open = [top];
  for (let at = xml.indexOf('<MediaInfo'); at >= 0; ) {
    const end = xml.indexOf('>', at);
    if (end < 0) throw unreadable('a tag must have an end');
    const next = xml.indexOf('<', end);
    const tag = xml.slice(at + 1, end);
    if (tag.startsWith('/')) {
      if (open.length === 1 || open.pop()!.name !== tag.slice(1)) {
        throw unreadable(`the element that is open must end, </${tag.slice(1)}> given`);
      }
    } else if (!tag.startsWith('!')) {
      const element = elementOf(tag, xml.slice(end + 1, next < 0 ? xml.length : next));
      open.at(-1)!.children.push(element);
      if (!tag.endsWith('/')) open.push(element);
      if (open.length > MAX_NESTED)
        throw unreadable(`at most ${MAX_NESTED} elements may be inside one another`);
    }
    at = next;
  }
  if (open.length > 1) throw unreadable(`</${open.at(-1)!.name}> must be there`);
  return top;
}

function elementOf(tag: string, text: string): ReportElement {
  const inside = tag.endsWith('/') ? tag.slice(0, -1) : tag;
  const space = inside.search(/\s/);
  const name = space < 0 ? inside : inside.slice(0, space);
  return { name, attributes: inside.slice(name.length), text: inside === tag ? text : '', children: [] };
}

const REFERENCES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A text without references. Those to nothing stay as they are: unknown names, and numbers that no character has. */
export const unescaped = (text: string): string =>
  text.includes('&') ? text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, resolved) : text;

function resolved(reference: string, decimal?: string, hexadecimal?: string, name = ''): string {
  if (name) return REFERENCES[name] ?? reference;
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal!, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : reference;
}
