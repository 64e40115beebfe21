import { type Column, TRACK_KINDS } from '../columns';
import type { Expression, Operator, TrackWord, Value } from './ast';
import { columnNamed, isSearchable, shortName, trackColumnNamed } from './columns';
import { problemOfComparison } from './comparisons';
import { nearOf } from './near';
import { TokenCursor } from './token-cursor';
import type { Token } from './tokens';
import { problemOfName } from './unknown-name';
import { constantOf, exampleOf } from './values';

/** Deeper than any person writes. The service and the call stack have limits of their own. */
const MAX_DEPTH = 50;
/** The service's limit for constants in one list. */
const MAX_VALUES = 1_024;

const SYNONYMS: Record<string, string> = { '==': '=', '<>': '!=' };

/**
 * Reads a query such as `VideoFormat=HEVC and (VideoHeight>=2160 or no TextLanguages)`. An empty query means
 * every row.
 *
 * @param now milliseconds since the epoch, for relative times; undefined where a query has to mean the same at any time
 * @throws QueryError that marks the place
 */
export function parseQuery(query: string, now: number | undefined): Expression {
  return new Parser(query, now).parse();
}

class Parser extends TokenCursor {
  private depth = 0;
  private inTrack = false;

  constructor(
    query: string,
    private readonly now: number | undefined,
  ) {
    super(query);
  }

  parse(): Expression {
    if (this.tokens.length === 1) return { kind: 'all' };
    const expression = this.chain('or');
    if (this.next.kind !== 'end') throw this.unexpected("'and', 'or' or the end of the query");
    return expression;
  }

  /** `and` binds closer than `or`. */
  private chain(kind: 'and' | 'or'): Expression {
    const operand = (): Expression => (kind === 'or' ? this.chain('and') : this.unary());
    const operands = [operand()];
    while (this.takeWord(kind)) operands.push(operand());
    return operands.length === 1 ? operands[0]! : { kind, operands };
  }

  private unary(): Expression {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw this.problem(`More than ${MAX_DEPTH} levels deep.`, this.next);
    try {
      if (this.takeWord('not')) return { kind: 'not', operand: this.unary() };
      const open = this.next;
      if (this.takePunctuation('(')) {
        const inner = this.chain('or');
        if (!this.takePunctuation(')')) {
          if (this.next.kind === 'end') throw this.problem("This '(' is never closed.", open);
          throw this.unexpected("'and', 'or' or ')'");
        }
        return inner;
      }
      if (this.isWord('near') && this.opensParenthesis(1)) return this.near();
      const track = this.trackWord();
      if (track) return this.track(track);
      for (const [word, present] of PRESENCE) {
        if (this.isWord(word) && this.tokens[this.at + 1]?.kind === 'word') {
          this.at += 1;
          return { kind: 'has', column: this.column().name, present };
        }
      }
      return this.comparison();
    } finally {
      this.depth -= 1;
    }
  }

  /** The word of a question about one track, which a parenthesis follows. */
  private trackWord(): TrackWord | undefined {
    if (!this.opensParenthesis(1)) return undefined;
    return (Object.keys(TRACK_KINDS) as TrackWord[]).find((word) => this.isWord(word));
  }

  /** `audio(Language=ja and Channels>=6)`; nothing between the parentheses is any such track. */
  private track(track: TrackWord): Expression {
    const word = this.take();
    const open = this.take();
    if (this.inTrack) throw this.problem(`'${word.text}(…)' cannot stand inside of another track.`, word);
    if (this.takePunctuation(')')) return { kind: 'track', track, operand: { kind: 'all' } };
    this.inTrack = true;
    const operand = this.chain('or');
    this.inTrack = false;
    if (!this.takePunctuation(')')) {
      if (this.next.kind === 'end') throw this.problem("This '(' is never closed.", open);
      throw this.unexpected("'and', 'or' or ')'");
    }
    return { kind: 'track', track, operand };
  }

  /** `near(GpsPosition, 31.2, 121.5, 10km)`. */
  private near(): Expression {
    this.at += 2;
    const name = this.next;
    const column = this.column();
    const given = ['a latitude such as 31.2', 'a longitude such as 121.5', 'a distance such as 10km'].map(
      (what): Token => {
        if (!this.takePunctuation(',')) throw this.unexpected(`',' and ${what}`);
        if (this.next.kind !== 'word') throw this.unexpected(what);
        return this.take();
      },
    );
    if (!this.takePunctuation(')')) throw this.unexpected("')'");
    const near = nearOf(column, given);
    if ('problem' in near) throw this.problem(near.problem, near.token ?? name);
    return near;
  }

  private comparison(): Expression {
    const name = this.next;
    const column = this.column();
    const sign = this.next;
    const negated = this.takeWord('not');
    if (this.takeWord('in'))
      return this.list(column, { ...sign, end: this.tokens[this.at - 1]!.end }, negated);
    if (this.takeWord('like')) {
      return this.compare(column, negated ? 'not like' : 'like', {
        ...sign,
        end: this.tokens[this.at - 1]!.end,
      });
    }
    if (negated) throw this.unexpected("'in' or 'like'");
    if (sign.kind !== 'operator') {
      const examples = `an operator (=, !=, <, <=, >, >=, ~, like, in)`;
      throw sign.kind === 'end'
        ? this.problem(
            `After '${name.text}' ${examples} is expected, or 'has ${shortName(column.name)}'.`,
            name,
          )
        : this.unexpected(examples);
    }
    this.take();
    return this.compare(column, (SYNONYMS[sign.text] ?? sign.text) as Operator, sign);
  }

  private compare(column: Column, given: Operator, sign: Token): Expression {
    const token = this.valueToken(column);
    // Without quotes, `*` makes the text a pattern, as in a shell. In quotes it is an ordinary character.
    const isPattern = token.kind === 'word' && token.text.includes('*') && column.type !== 'time';
    const operator = isPattern && given === '=' ? 'like' : isPattern && given === '!=' ? 'not like' : given;
    const wrongOperator = problemOfComparison(column, operator);
    if (wrongOperator) throw this.problem(wrongOperator, sign);
    const value = this.value(token, column, operator);
    return { kind: 'compare', column: column.name, operator, value };
  }

  private list(column: Column, sign: Token, negated: boolean): Expression {
    const wrongOperator = problemOfComparison(column, '=');
    if (wrongOperator) throw this.problem(wrongOperator, sign);
    if (!this.takePunctuation('(')) throw this.unexpected("'(' and a list of values");
    const values: Value[] = [];
    do {
      values.push(this.value(this.valueToken(column), column, '='));
      if (values.length > MAX_VALUES) throw this.problem(`At most ${MAX_VALUES} values.`, this.next);
    } while (this.takePunctuation(','));
    if (!this.takePunctuation(')')) throw this.unexpected("',' or ')'");
    return { kind: 'in', column: column.name, values, negated };
  }

  private column(): Column {
    const token = this.next;
    if (token.kind !== 'word') throw this.unexpected("a column's name");
    const column = this.inTrack ? trackColumnNamed(token.text) : columnNamed(token.text);
    if (!column) {
      const where = { inTrack: this.inTrack, beforeParenthesis: this.opensParenthesis(1) };
      throw this.problem(problemOfName(token.text, where), token);
    }
    if (column.search === 'nested') {
      throw this.problem(
        `'${column.name}' is asked by a question about one track, such as 'audio(Language=ja and Channels>=6)'.`,
        token,
      );
    }
    if (!isSearchable(column)) {
      throw this.problem(`'${column.name}' is not in the search index; 'media show KEY' prints it.`, token);
    }
    return this.take() && column;
  }

  private valueToken(column: Column): Token {
    if (this.next.kind !== 'word' && this.next.kind !== 'quoted') {
      throw this.unexpected(`a value such as '${exampleOf(column)}'`);
    }
    return this.take();
  }

  private value(token: Token, column: Column, operator: Operator): Value {
    const value = constantOf(token.text, column, this.now);
    if ('problem' in value) throw this.problem(value.problem, token);
    const wrong = problemOfComparison(column, operator, value);
    if (wrong) throw this.problem(wrong, token);
    return value;
  }
}

const PRESENCE: [word: string, present: boolean][] = [
  ['has', true],
  ['exists', true],
  ['no', false],
  ['missing', false],
];
