import {
  LEVELS,
  type Level,
  OPERATORS,
  type Rule,
  type RuleGroup,
  type RuleOperator,
  type Test,
} from './policy';
import { PolicyError } from './policy-error';
import { readFieldPath, writeFieldPath } from './read-field-path';
import { readXml, type XmlElement, XmlError } from './read-xml';

/** A policy of a thousand rules has 200 KB and a depth of some ten. */
const LIMITS = { size: 1_000_000, depth: 50, elements: 10_000 };

/** Scopes of rules that ask MediaTrace, the dump of a file's structure; it is not stored. */
const TRACE_SCOPES = ['mmt', 'mt'];

/**
 * Reads MediaConch's policy XML.
 * @param file name for messages
 * @throws PolicyError
 */
export function readPolicyXml(text: string, file: string): RuleGroup {
  try {
    return new PolicyReader(text, file).read();
  } catch (error) {
    if (error instanceof XmlError)
      throw new PolicyError(`A policy ${error.message}.`, file, text, error.span);
    throw error;
  }
}

class PolicyReader {
  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {}

  read(): RuleGroup {
    const root = readXml(this.text, LIMITS);
    if (root.name !== 'policy') throw this.problem(root, `<policy> is expected here, <${root.name}> given.`);
    return this.policy(root);
  }

  private policy(element: XmlElement): RuleGroup {
    const { name = '', type = 'and' } = element.attributes;
    if (type !== 'and' && type !== 'or') {
      throw this.problem(element, `The type of a policy must be 'and' or 'or', '${type}' given.`);
    }
    const group: RuleGroup = { kind: 'policy', name, type, rules: [] };
    const level = this.level(element);
    if (level) group.level = level;
    for (const child of element.children) {
      if (child.name === 'policy') group.rules.push(this.policy(child));
      else if (child.name === 'rule') group.rules.push(this.rule(child));
      else if (child.name === 'description') group.description = child.text.trim();
      else if (child.name !== 'tag') {
        const expected = '<policy>, <rule>, <description> or <tag>';
        throw this.problem(child, `${expected} is expected here, <${child.name}> given.`);
      }
    }
    return group;
  }

  private rule(element: XmlElement): Rule {
    const test = this.test(element);
    const name = element.attributes['name']?.trim() || nameOf(test) || 'unnamed rule';
    return { kind: 'rule', name, level: this.level(element) ?? 'fail', test };
  }

  private test(element: XmlElement): Test {
    const { scope = '', operator: given = '', value: path = '' } = element.attributes;
    if (TRACE_SCOPES.includes(scope)) {
      return { by: 'nothing', because: `it asks MediaTrace for ${path || 'something'}, which no report has` };
    }
    if (scope !== '' && scope !== 'mi') {
      throw this.problem(element, `The scope of a rule must be mi or mmt, '${scope}' given.`);
    }
    const operator = this.operator(element, given);
    const field = this.field(element);
    const [source, ...more] = element.children;
    if (more.length > 0 || (source && source.name !== 'source')) {
      throw this.problem(more[0] ?? source!, 'A rule holds a text, or one <source>.');
    }
    if (source) return this.comparison(source, { by: 'field', field, operator, value: '' });
    // What MediaConch replaces by the value of a reference file.
    if (element.text === 'compare' && operator !== 'exists' && operator !== 'must not exist') {
      return { by: 'nothing', because: 'it compares with a reference file, which a stored report has not' };
    }
    return { by: 'field', field, operator, value: element.text };
  }

  private comparison(source: XmlElement, test: Test & { by: 'field' }): Test {
    const { scope = '' } = source.attributes;
    if (TRACE_SCOPES.includes(scope)) {
      return { by: 'nothing', because: 'it compares with MediaTrace, which no report has' };
    }
    return { ...test, source: this.field(source) };
  }

  private operator(element: XmlElement, given: string): RuleOperator {
    const operator = given === '' ? 'exists' : OPERATORS.find((one) => one === given);
    if (operator) return operator;
    const known = OPERATORS.map((one) => `'${one}'`).join(', ');
    throw this.problem(element, `The operator of a rule must be one of ${known}, '${given}' given.`);
  }

  private field(element: XmlElement) {
    const path = readFieldPath(element.attributes);
    if ('problem' in path) throw this.problem(element, `A <${element.name}> ${path.problem}.`);
    return path;
  }

  private level(element: XmlElement): Level | undefined {
    const given = element.attributes['level'] ?? '';
    const level = LEVELS.find((one) => one === given);
    if (given === '' || level) return level;
    throw this.problem(element, `A level must be ${LEVELS.join(', ')}, '${given}' given.`);
  }

  private problem({ span }: XmlElement, problem: string): PolicyError {
    return new PolicyError(problem, this.file, this.text, span);
  }
}

/** For a rule without a name: what it asks. */
function nameOf(test: Test): string | undefined {
  if (test.by !== 'field') return undefined;
  const { field, operator, value, source } = test;
  const wanted = source ? writeFieldPath(source) : value;
  return [writeFieldPath(field), operator, ...(/exist/.test(operator) ? [] : [wanted])].join(' ');
}
