import type { Expression, SelectStatement } from './sql-syntax';
import { type SqlToken, sqlTokens } from './sql-tokens';
import { sqlError } from './sql-values';

/** Rows of an answer where the statement has no LIMIT, as in the service. */
const DEFAULT_LIMIT = 100;

/** Operators that stand between two operands, those that bind least first. */
const BINARY = [['or'], ['and'], ['=', '<>', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%']];
const NOT_LEVEL = 2;

/** Words that end an expression, so that they are no names of columns. */
const RESERVED = [
  'from',
  'where',
  'group',
  'order',
  'limit',
  'by',
  'as',
  'and',
  'or',
  'not',
  'in',
  'is',
  'asc',
  'desc',
];

/** Reads `SELECT ... FROM log WHERE ... GROUP BY ... ORDER BY ... LIMIT ...`. @throws SlsError */
export const parseSelect = (statement: string): SelectStatement =>
  new SqlParser(sqlTokens(statement)).select();

class SqlParser {
  private at = 0;

  constructor(private readonly tokens: readonly SqlToken[]) {}

  select(): SelectStatement {
    this.expect('select');
    let position = 0;
    const items = this.list(() => this.item(position++));
    if (this.takes('from')) this.expect('log');
    const where = this.takes('where') ? this.expression() : undefined;
    const groupBy = this.takes('group') ? this.by(() => this.expression()) : [];
    const orderBy = this.takes('order') ? this.by(() => this.sorter()) : [];
    const limit = this.takes('limit') ? this.count() : DEFAULT_LIMIT;
    if (this.next.kind !== 'end')
      throw sqlError(`'${this.next.text}' is not offered in this place of a statement.`);
    return { items, ...(where ? { where } : {}), groupBy, orderBy, limit };
  }

  private item(position: number): SelectStatement['items'][number] {
    const expression = this.expression();
    const unnamed = expression.kind === 'column' ? expression.name : `_col${position}`;
    return { expression, name: this.takes('as') ? this.name() : unnamed };
  }

  private sorter(): SelectStatement['orderBy'][number] {
    const expression = this.expression();
    const descending = this.takes('desc');
    if (!descending) this.takes('asc');
    return { expression, descending };
  }

  private count(): number {
    const { kind, text } = this.advance();
    if (kind !== 'number' || !/^\d+$/.test(text))
      throw sqlError(`LIMIT needs a whole number, '${text}' given.`);
    return Number(text);
  }

  private by<T>(read: () => T): T[] {
    this.expect('by');
    return this.list(read);
  }

  private list<T>(read: () => T): T[] {
    const all = [read()];
    while (this.takes(',')) all.push(read());
    return all;
  }

  private expression(level = 0): Expression {
    const operators = BINARY[level];
    if (!operators) return this.unary();
    if (level === NOT_LEVEL && this.takes('not')) {
      return { kind: 'operator', operator: 'not', operands: [this.expression(level)] };
    }
    let left = this.expression(level + 1);
    for (;;) {
      const operator = operators.find((one) => this.takes(one));
      if (operator) {
        left = { kind: 'operator', operator, operands: [left, this.expression(level + 1)] };
      } else if (level === NOT_LEVEL && this.takes('in')) {
        this.expect('(');
        left = { kind: 'operator', operator: 'in', operands: [left, ...this.list(() => this.expression())] };
        this.expect(')');
      } else return left;
    }
  }

  private unary(): Expression {
    if (!this.takes('-')) return this.primary();
    return { kind: 'operator', operator: 'negate', operands: [this.unary()] };
  }

  private primary(): Expression {
    const token = this.advance();
    switch (token.kind) {
      case 'number':
        return { kind: 'value', value: /^\d+$/.test(token.text) ? BigInt(token.text) : Number(token.text) };
      case 'text':
        return { kind: 'value', value: token.text };
      case 'name':
        return { kind: 'column', name: token.text };
      case 'word':
        if (RESERVED.includes(token.text)) break;
        return this.takes('(') ? this.call(token.text) : { kind: 'column', name: token.text };
      case 'sign':
        if (token.text !== '(') break;
        return this.inner();
    }
    throw sqlError(`'${token.text}' is not offered in this place of a statement.`);
  }

  private inner(): Expression {
    const expression = this.expression();
    this.expect(')');
    return expression;
  }

  private call(name: string): Expression {
    if (this.takes(')')) return { kind: 'call', name, args: [] };
    if (name === 'count' && this.takes('*')) {
      this.expect(')');
      return { kind: 'call', name, args: [{ kind: 'value', value: 1n }] };
    }
    const args = this.list(() => this.expression());
    this.expect(')');
    return { kind: 'call', name, args };
  }

  private name(): string {
    const { kind, text } = this.advance();
    if (kind !== 'word' && kind !== 'name') throw sqlError(`A name is missing after AS, '${text}' given.`);
    return text;
  }

  private get next(): SqlToken {
    return this.tokens[this.at] as SqlToken;
  }

  private advance(): SqlToken {
    const token = this.next;
    if (token.kind !== 'end') this.at += 1;
    return token;
  }

  private takes(text: string): boolean {
    const { kind } = this.next;
    if ((kind !== 'word' && kind !== 'sign') || this.next.text !== text) return false;
    this.at += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.takes(text)) throw sqlError(`'${text}' was expected, '${this.next.text}' given.`);
  }
}
