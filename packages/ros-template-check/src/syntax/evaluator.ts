import { asCall } from './call';
import { FunctionError } from './function-error';
import { FUNCTIONS } from './functions';
import { isKnown, placeholder } from './placeholder';
import { parseSubstitution, splitVariable, substitutionOf } from './substitution';
import { type Fields, fieldsOf } from './template';
import { textOf } from './text-of';

/** What references to a resource return. A value that is known only after creation is a placeholder. */
export interface ResourceView {
  /** The result of `Ref`. */
  reference: unknown;
  attribute(name: string): unknown;
}

/** A function call without a result. */
export interface Fault {
  /** Wrong `arguments`, a `resource` that does not exist, or a `key` that is not in the mapping. */
  kind: 'arguments' | 'resource' | 'key';
  path: string;
  /** In words: `must …`. */
  rule: string;
  /** What the call wanted, such as `Bucket.Arn`. */
  asked: string;
}

/** Where functions find their values. */
export interface Scope {
  /** A parameter or pseudo parameter. When `value` is undefined, the property that uses it is left out. */
  parameter(name: string): { value: unknown } | undefined;
  /** @returns undefined for a resource that does not exist or is left out by its condition */
  resource(logicalId: string): ResourceView | undefined;
  condition(name: string): boolean;
  mappings: Fields;
  /** Returns a replacement for the missing result, or throws. */
  fault(fault: Fault): unknown;
}

export const NO_VALUE = 'ALIYUN::NoValue';

const dot = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);

/**
 * Replaces functions by their results. It serves both a check, where placeholders stand for values that are not known
 * yet, and a deployment, where all values become known.
 */
export class Evaluator {
  constructor(private readonly scope: Scope) {}

  /** @returns undefined for `ALIYUN::NoValue`; list items and keys with this value are removed */
  evaluate(value: unknown, path = ''): unknown {
    if (Array.isArray(value)) {
      return value
        .map((item, index) => this.evaluate(item, dot(path, index)))
        .filter((item) => item !== undefined);
    }
    if (typeof value !== 'object' || value === null) return value;
    const call = asCall(value);
    if (call) return this.#call(call.name, call.args, dot(path, call.name));
    const entries: [string, unknown][] = [];
    for (const [key, item] of Object.entries(value)) {
      const evaluated = this.evaluate(item, dot(path, key));
      if (evaluated !== undefined) entries.push([key, evaluated]);
    }
    return Object.fromEntries(entries);
  }

  #call(name: string, args: unknown, path: string): unknown {
    try {
      return this.#apply(name, args, path);
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      return this.scope.fault({ kind: 'arguments', path, rule: error.message, asked: asText(name, args) });
    }
  }

  #apply(name: string, args: unknown, path: string): unknown {
    const list: unknown[] = Array.isArray(args) ? args : [];
    const known = FUNCTIONS.get(name);
    if (!known?.fits(args, list)) {
      throw new FunctionError(known ? `must take ${known.takes}` : 'must be a function that ROS has');
    }
    switch (name) {
      case 'Ref':
        return this.#reference(textOf(args), undefined, path);
      case 'Fn::GetAtt':
        return this.#reference(textOf(list[0]), textOf(this.evaluate(list[1], path)), path);
      case 'Fn::If': {
        const taken = this.scope.condition(textOf(list[0])) ? 1 : 2;
        return this.evaluate(list[taken], dot(path, taken));
      }
      case 'Fn::Sub':
        return this.#substitute(args, path);
      case 'Fn::FindInMap':
        return this.#findInMap(name, list, path);
    }
    if (!known.evaluate) throw new FunctionError('must be a function that can be evaluated here');
    const evaluated = this.evaluate(args, path);
    if (!isKnown(evaluated) && !known.copesWithUnknown?.(evaluated)) return placeholder(asText(name, args));
    return known.evaluate(evaluated);
  }

  #reference(name: string, attribute: string | undefined, path: string): unknown {
    if (attribute === undefined) {
      if (name === NO_VALUE) return undefined;
      const parameter = this.scope.parameter(name);
      if (parameter) return parameter.value;
    }
    const resource = this.scope.resource(name);
    if (resource) return attribute === undefined ? resource.reference : resource.attribute(attribute);
    const asked = attribute === undefined ? name : `${name}.${attribute}`;
    const rule = `must refer to a resource that is there: ${name} is not, or is left out by its condition`;
    return this.scope.fault({ kind: 'resource', path, rule, asked });
  }

  #substitute(args: unknown, path: string): unknown {
    const { text, variables } = substitutionOf(args)!;
    return parseSubstitution(text)
      .map((piece) => {
        if (!('variable' in piece)) return piece.literal;
        const { variable } = piece;
        const { name, attribute } = splitVariable(variable);
        const value = Object.hasOwn(variables, variable)
          ? this.evaluate(variables[variable], dot(dot(path, 1), variable))
          : this.#reference(name, attribute, path);
        if (typeof value === 'object')
          throw new FunctionError('must put strings and numbers into its text only');
        return value === undefined ? '' : textOf(value);
      })
      .join('');
  }

  #findInMap(name: string, list: unknown[], path: string): unknown {
    const keys = this.evaluate(list, path);
    if (!isKnown(keys)) return placeholder(asText(name, list));
    const [map, first, second] = (keys as unknown[]).map(textOf) as [string, string, string];
    const values = own(this.scope.mappings, map);
    const found = own(fieldsOf(own(fieldsOf(values), first)), second);
    if (found !== undefined) return found;
    const rule = `must be keys that the mapping has: ${map} has no ${first}.${second}`;
    return this.scope.fault({ kind: 'key', path, rule, asked: asText(name, list) });
  }
}

/** Own keys only, not inherited ones such as `toString`. */
const own = (fields: Fields, key: string): unknown => (Object.hasOwn(fields, key) ? fields[key] : undefined);

const asText = (name: string, args: unknown): string => `${name} ${JSON.stringify(args)}`;
