import { SlsError } from '../errors';
import type { LogEntry } from '../service';
import type { Division, IndexedField } from './indexed-fields';
import { wordsOf } from './words';

/** Whether an entry is found. */
type Condition = (entry: LogEntry) => boolean;

interface Searched {
  fields: ReadonlyMap<string, IndexedField>;
  line?: Division;
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|([():*])|([^\s():"*]+))/uy;

interface Token {
  text: string;
  quoted: boolean;
}

const invalid = (message: string): SlsError => new SlsError('ParameterInvalid', message);

/**
 * The part of a query before the `|`: terms (`FIELD: VALUE`, or words anywhere in the line), `and`, `or`, `not`,
 * parentheses, `*`. Everything else of the service's language is refused by name.
 * @throws SlsError
 */
export function searchCondition(query: string, searched: Searched): Condition {
  return new Parser(tokensOf(query), searched).parse();
}

function tokensOf(query: string): Token[] {
  const text = query.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw invalid(`The query has a quotation mark without its partner at '${text.slice(at)}'.`);
    const [, quoted, sign, word] = found;
    if (quoted !== undefined) tokens.push({ text: quoted.replace(/\\(.)/gu, '$1'), quoted: true });
    else tokens.push({ text: sign ?? word ?? '', quoted: false });
  }
  return tokens;
}

class Parser {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly searched: Searched,
  ) {}

  parse(): Condition {
    if (this.tokens.length === 0) return () => true;
    const condition = this.either();
    if (this.at < this.tokens.length)
      throw invalid(`The query has '${this.tokens[this.at]?.text}' too many.`);
    return condition;
  }

  private either(): Condition {
    const parts = [this.all()];
    while (this.takes('or')) parts.push(this.all());
    return (entry) => parts.some((part) => part(entry));
  }

  /** `a and b`, `a b` and `a not b`, which is `a and not b`. */
  private all(): Condition {
    const parts = [this.one()];
    while (this.at < this.tokens.length && !this.is('or') && !this.is(')')) {
      this.takes('and');
      parts.push(this.one());
    }
    return (entry) => parts.every((part) => part(entry));
  }

  private one(): Condition {
    if (this.takes('not')) {
      const part = this.one();
      return (entry) => !part(entry);
    }
    if (this.takes('*')) return () => true;
    if (!this.takes('(')) return this.term();
    const inner = this.either();
    if (!this.takes(')')) throw invalid("The query has a '(' without its ')'.");
    return inner;
  }

  private term(): Condition {
    const first = this.value();
    if (!this.takes(':')) return this.anywhere(first);
    const field = this.searched.fields.get(first.text);
    if (!field) throw invalid(`The field '${first.text}' is not in the index of the logstore.`);
    return matcher(field, this.value());
  }

  private anywhere({ text }: Token): Condition {
    const { line } = this.searched;
    if (!line) throw invalid(`The logstore has no full-text index; name the field that '${text}' is in.`);
    const wanted = wordsOf(text, line);
    return ({ fields }) => {
      const found = new Set(Object.values(fields).flatMap((value) => wordsOf(value, line)));
      return wanted.every((word) => found.has(word));
    };
  }

  private value(): Token {
    const token = this.tokens[this.at++];
    if (!token || (!token.quoted && /^(?:[():*]|and|or|not)$/iu.test(token.text))) {
      throw invalid(`The query lacks a word before '${token?.text ?? 'its end'}'.`);
    }
    if (!token.quoted && /[<>=[\]?]/u.test(token.text)) {
      throw invalid(
        `'${token.text}' is not offered: comparisons, ranges and wildcards of the query language.`,
      );
    }
    const next = this.tokens[this.at];
    if (next && !next.quoted && next.text === '*') throw invalid('Wildcards are not offered in queries.');
    return token;
  }

  private is(text: string): boolean {
    const token = this.tokens[this.at];
    return token !== undefined && !token.quoted && token.text.toLowerCase() === text;
  }

  private takes(text: string): boolean {
    if (!this.is(text)) return false;
    this.at += 1;
    return true;
  }
}

/** Every word of the value must be in the field, wherever: only the service's phrase search looks at their order. */
function matcher(field: IndexedField, { text }: Token): Condition {
  if (field.type !== 'text') {
    const number = Number(text);
    if (text === '' || Number.isNaN(number)) {
      throw invalid(`The field '${field.name}' is ${field.type}, '${text}' is not a number.`);
    }
    return (entry) => {
      const value = field.read(entry);
      return value !== null && Number(value) === number;
    };
  }
  const wanted = wordsOf(text, field);
  return (entry) => {
    const value = field.read(entry);
    if (value === null) return false;
    const found = new Set(wordsOf(String(value), field));
    return wanted.every((word) => found.has(word));
  };
}
