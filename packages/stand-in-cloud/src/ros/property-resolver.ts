import { ConditionEvaluator } from './condition-evaluator';
import { type RosErrorCode, TemplateError } from './errors';
import { FunctionError } from './function-error';
import { asCall, PURE_FUNCTIONS } from './functions';
import { joinPath } from './issues';
import type { ParameterValues } from './parameters';
import { parseSubstitution, splitVariable, substitutionArguments } from './substitution';
import type { Template } from './template';
import { hasUnknown, NO_VALUE, UNKNOWN } from './unknown-value';

/** What is known of a resource while a stack is checked or created. */
export interface ResourceView {
  /** What `Ref` gives. */
  physicalId: unknown;
  attribute(name: string): unknown;
}

/** Finds a resource by its logical id; undefined when there is no such resource now. */
type ResourceLookup = (logicalId: string) => ResourceView | undefined;

/** A resource that is not created yet. */
export const notYetCreated: ResourceView = { physicalId: UNKNOWN, attribute: () => UNKNOWN };

/** Replaces the functions in properties, conditions and outputs by their values. */
export class PropertyResolver {
  readonly conditions: ConditionEvaluator;

  constructor(
    private readonly template: Template,
    private readonly parameters: ParameterValues,
    /** Values of `ALIYUN::Region` and other pseudo parameters. */
    private readonly pseudo: Readonly<Record<string, string>>,
    private readonly resources: ResourceLookup,
  ) {
    this.conditions = new ConditionEvaluator(template, (value, path) => this.resolve(value, path));
  }

  /**
   * @returns the value without functions; `UNKNOWN` in it is a value that is known only after creation
   * @throws TemplateError for a function with invalid arguments
   */
  resolve(value: unknown, path: string): unknown {
    if (Array.isArray(value)) {
      return value
        .map((item, index) => this.resolve(item, joinPath(path, index)))
        .filter((item) => item !== NO_VALUE);
    }
    if (typeof value !== 'object' || value === null) return value;
    const call = asCall(value);
    if (call) return this.#call(call.name, call.args, joinPath(path, call.name));
    const entries = Object.entries(value).map(
      ([key, item]) => [key, this.resolve(item, joinPath(path, key))] as const,
    );
    return Object.fromEntries(entries.filter(([, item]) => item !== NO_VALUE));
  }

  #call(name: string, args: unknown, path: string): unknown {
    try {
      return this.#apply(name, args, path);
    } catch (error) {
      if (error instanceof FunctionError) throw this.#refusal('StackValidationFailed', path, error.message);
      throw error;
    }
  }

  #apply(name: string, args: unknown, path: string): unknown {
    const list: unknown[] = Array.isArray(args) ? args : [];
    switch (name) {
      case 'Ref':
        return this.#ref(String(args), path);
      case 'Fn::GetAtt':
        return this.#resource(String(list[0]), path).attribute(String(list[1]));
      case 'Fn::If': {
        const taken = this.conditions.holds(String(list[0])) ? 1 : 2;
        return this.resolve(list[taken], joinPath(path, taken));
      }
      case 'Fn::Sub':
        return this.#substitute(args, path);
      case 'Fn::FindInMap':
        return this.#findInMap(this.resolve(list, path) as unknown[], path);
      default: {
        const resolved = this.resolve(args, path);
        if (hasUnknown(resolved)) return this.#despiteUnknown(name, resolved);
        const pure = PURE_FUNCTIONS.get(name);
        if (!pure) throw new FunctionError(`the function ${name} is not known here`);
        return pure(resolved);
      }
    }
  }

  /** `Fn::Select` can work on a list with unknown elements: only the index and the number of elements must be known. */
  #despiteUnknown(name: string, resolved: unknown): unknown {
    if (
      name !== 'Fn::Select' ||
      !Array.isArray(resolved) ||
      hasUnknown(resolved[0]) ||
      resolved[1] === UNKNOWN
    ) {
      return UNKNOWN;
    }
    return PURE_FUNCTIONS.get(name)?.(resolved);
  }

  #ref(name: string, path: string): unknown {
    if (name === 'ALIYUN::NoValue') return NO_VALUE;
    if (Object.hasOwn(this.pseudo, name)) return this.pseudo[name];
    if (Object.hasOwn(this.template.Parameters, name)) return this.parameters[name] ?? NO_VALUE;
    return this.#resource(name, path).physicalId;
  }

  #resource(name: string, path: string): ResourceView {
    const view = this.resources(name);
    if (!view) {
      throw this.#refusal(
        'InvalidTemplateReference',
        path,
        `the resource ${name} is left out by its condition`,
      );
    }
    return view;
  }

  #substitute(args: unknown, path: string): unknown {
    const { text, variables } = substitutionArguments(args);
    const parts = parseSubstitution(text).map((piece) => {
      if (!('variable' in piece)) return piece.literal;
      if (Object.hasOwn(variables, piece.variable)) {
        return this.resolve(variables[piece.variable], joinPath(path, 1, piece.variable));
      }
      const { name, attribute } = splitVariable(piece.variable);
      return attribute === undefined
        ? this.#ref(name, path)
        : this.#resource(name, path).attribute(attribute);
    });
    if (parts.some(hasUnknown)) return UNKNOWN;
    return parts
      .map((part) => {
        if (part === NO_VALUE) return '';
        if (typeof part === 'object') throw new FunctionError('puts strings and numbers into its text only');
        return String(part);
      })
      .join('');
  }

  #findInMap(keys: unknown[], path: string): unknown {
    if (keys.some(hasUnknown)) return UNKNOWN;
    const [map, top, second] = keys.map(String) as [string, string, string];
    const values = this.template.Mappings[map]?.[top];
    const value = values?.[second];
    // Only own keys, not inherited ones such as `toString`.
    const isThere =
      Object.hasOwn(this.template.Mappings[map] ?? {}, top) && Object.hasOwn(values ?? {}, second);
    if (!isThere) {
      throw this.#refusal('StackValidationFailed', path, `the mapping ${map} has no ${top}.${second}`);
    }
    return value;
  }

  #refusal(code: RosErrorCode, path: string, rule: string): TemplateError {
    return new TemplateError([{ code, path, rule }]);
  }
}
