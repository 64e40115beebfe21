import { parser as newParser } from 'sax';
import type { Span } from '../query/query-error';

/** An element of an XML document, with the place of its start tag in the text. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  /** The text directly inside, references resolved. */
  text: string;
  span: Span;
}

export interface XmlLimits {
  /** Characters of the whole text. */
  size: number;
  /** Elements inside one another. */
  depth: number;
  elements: number;
}

/** What is wrong with a document, and where. */
export class XmlError extends Error {
  override name = 'XmlError';

  constructor(
    problem: string,
    readonly span: Span,
  ) {
    super(problem);
  }
}

/**
 * Reads XML that may be hostile: without document types, so without entities of its own, and within limits.
 * @throws XmlError
 */
export function readXml(text: string, limits: XmlLimits): XmlElement {
  const fail = (problem: string, start: number): never => {
    throw new XmlError(problem, { start, end: start + 1 });
  };
  if (text.length > limits.size) {
    fail(`must have at most ${limits.size} characters, ${text.length} given`, limits.size);
  }
  const parser = newParser(true, { position: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  // The parser counts from the character after the one that it looks at.
  const tagStart = (): number => Math.max(0, parser.startTagPosition - 1);
  parser.onerror = ({ message }) => fail(`is not well-formed XML: ${sentence(message)}`, parser.position - 1);
  parser.ondoctype = () =>
    fail('must have no document type (<!DOCTYPE …>): entities are not read', text.search(/<!doctype/i));
  parser.onprocessinginstruction = ({ name }) => {
    if (name !== 'xml') fail(`must have no processing instruction (<?${name} …?>)`, tagStart());
  };
  // The parser keeps attributes in an object and asks its `hasOwnProperty`, which one of that name would replace.
  parser.onattribute = ({ name }) => {
    if (name in Object.prototype) fail(`must have no attribute '${name}'`, tagStart());
  };
  parser.onopentag = ({ name, attributes }) => {
    const start = tagStart();
    elements += 1;
    if (elements > limits.elements) fail(`must have at most ${limits.elements} elements`, start);
    if (open.length >= limits.depth) fail(`must be at most ${limits.depth} elements deep`, start);
    const span = { start, end: Math.max(start + 1, parser.position) };
    const element = {
      name,
      attributes: { ...(attributes as Record<string, string>) },
      children: [],
      text: '',
      span,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  };
  parser.onclosetag = () => {
    open.pop();
  };
  const addText = (part: string): void => {
    const inside = open.at(-1);
    if (inside) inside.text += part;
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.write(text).close();
  return root ?? fail('must have an element', 0);
}

/** The first line of the parser's message, which goes on with its own place. */
const sentence = (message: string): string => message.split('\n', 1)[0]!.replace(/\.$/, '');
