import type { Expression, Value } from './ast';
import { shortName } from './columns';
import { writeTime } from './times';

/** Words that need no quotes. Everything else is quoted, so that `*` in it is not a pattern. */
const BARE = /^[\p{L}\p{N}_./:+-]+$/u;

/** Writes an expression so that parsing it gives the same expression again. */
export function printQuery(expression: Expression): string {
  switch (expression.kind) {
    case 'all':
      return '';
    case 'and':
    case 'or':
      return expression.operands.map(operandText).join(` ${expression.kind} `);
    case 'not':
      return `not ${operandText(expression.operand)}`;
    case 'track':
      return `${expression.track}(${printQuery(expression.operand)})`;
    case 'near': {
      const { column, latitude, longitude, metres } = expression;
      return `near(${column}, ${latitude}, ${longitude}, ${metres}m)`;
    }
    case 'has':
      return `${expression.present ? 'has' : 'no'} ${shortName(expression.column)}`;
    case 'compare': {
      const { column, operator, value } = expression;
      const spaced = /[a-z]/.test(operator) ? ` ${operator} ` : operator;
      return `${shortName(column)}${spaced}${printValue(value)}`;
    }
    case 'in': {
      const { column, values, negated } = expression;
      return `${shortName(column)} ${negated ? 'not in' : 'in'} (${values.map(printValue).join(', ')})`;
    }
  }
}

const operandText = (operand: Expression): string =>
  operand.kind === 'and' || operand.kind === 'or' || operand.kind === 'not'
    ? `(${printQuery(operand)})`
    : printQuery(operand);

function printValue(value: Value): string {
  switch (value.type) {
    case 'number':
      return String(value.number);
    case 'boolean':
      return String(value.boolean);
    case 'time':
      return writeTime(value);
    case 'text':
      return BARE.test(value.text) ? value.text : quote(value.text);
  }
}

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
