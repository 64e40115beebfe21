import { QueryError, type Span } from './query-error';
import { type Token, tokensOf } from './tokens';

/** Goes through the tokens of a query, the last of which is always `end`. */
export class TokenCursor {
  protected readonly tokens: Token[];
  protected at = 0;

  /** @throws QueryError when a quote is not closed */
  constructor(private readonly query: string) {
    this.tokens = tokensOf(query);
  }

  protected get next(): Token {
    return this.tokens[this.at]!;
  }

  protected take(): Token {
    const token = this.next;
    this.at += 1;
    return token;
  }

  protected isWord(word: string, offset = 0): boolean {
    const token = this.tokens[this.at + offset];
    return token?.kind === 'word' && token.text.toLowerCase() === word;
  }

  protected opensParenthesis(offset: number): boolean {
    const token = this.tokens[this.at + offset];
    return token?.kind === 'punctuation' && token.text === '(';
  }

  protected takeWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) this.at += 1;
    return found;
  }

  protected takePunctuation(text: string): boolean {
    const found = this.next.kind === 'punctuation' && this.next.text === text;
    if (found) this.at += 1;
    return found;
  }

  protected problem(problem: string, { start, end }: Span): QueryError {
    return new QueryError(problem, this.query, { start, end });
  }

  protected unexpected(expected: string): QueryError {
    const token = this.next;
    if (token.kind === 'end') return this.problem(`The query ends where ${expected} is expected.`, token);
    const isValue = this.tokens[this.at - 1]?.kind === 'word' && token.kind === 'word';
    const hint = isValue ? ' A value with spaces must stand in quotes.' : '';
    return this.problem(`Here ${expected} is expected.${hint}`, token);
  }
}
