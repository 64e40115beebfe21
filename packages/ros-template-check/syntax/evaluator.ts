import { attributeOf } from '../attributes';
import { NO_VALUE, PSEUDO_PARAMETERS } from '../samples';
import { asCall, type Call, splitVariable, substitutionOf, VARIABLE } from './call';
import type { World } from './condition-outcomes';
import { isKnown, placeholder } from './placeholder';
import { type Fields, fieldsOf, type Template } from './template';

/** Stands for `ALIYUN::NoValue`, which takes away the property that it is given to. */
const NOTHING = Symbol('no value');

/** Resolves the functions of a template as far as the template tells; placeholders stand for the rest. */
export class Resolver {
  /** Attributes being resolved: one that leads back to itself stays a placeholder, and is found as a cycle. */
  readonly #open = new Set<string>();

  constructor(
    private readonly template: Template,
    private readonly world: World,
  ) {}

  /** Whether a resource or an output exists in this world. */
  exists({ Condition }: Fields): boolean {
    return typeof Condition !== 'string' || (this.world.get(Condition) ?? true);
  }

  resolve(value: unknown): unknown {
    const resolved = this.#resolve(value);
    return resolved === NOTHING ? undefined : resolved;
  }

  #resolve(value: unknown): unknown {
    const call = asCall(value);
    if (call) return this.#call(call);
    if (Array.isArray(value)) {
      return value.map((item) => this.#resolve(item)).filter((item) => item !== NOTHING);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, item]) => [key, this.#resolve(item)] as const)
        .filter(([, item]) => item !== NOTHING),
    );
  }

  #call(call: Call): unknown {
    const list = Array.isArray(call.args) ? call.args : [];
    switch (call.name) {
      case 'Ref':
        return this.#reference(String(call.args));
      case 'Fn::GetAtt':
        return this.#reference(String(list[0]), String(list[1]));
      case 'Fn::If':
        return this.#resolve(this.world.get(String(list[0])) === false ? list[2] : list[1]);
      case 'Fn::Sub':
        return this.#substitute(call.args);
      case 'Fn::Join':
        return this.#join(list) ?? unknownResult(call);
      case 'Fn::Split':
        return this.#split(list) ?? unknownResult(call);
      case 'Fn::Select':
        return this.#select(list) ?? unknownResult(call);
      case 'Fn::FindInMap':
        return this.#find(list) ?? unknownResult(call);
      default:
        return unknownResult(call);
    }
  }

  #reference(name: string, attribute?: string): unknown {
    if (name === NO_VALUE) return NOTHING;
    const label = attribute === undefined ? name : `${name}.${attribute}`;
    const resource = this.template.Resources[name];
    if (!resource) return this.#parameter(name);
    const value = attributeOf(resource['Type'], attribute);
    if (!value || !this.exists(resource) || this.#open.has(label)) return placeholder(label);
    this.#open.add(label);
    try {
      const properties = fieldsOf(resource['Properties']);
      return value((property) => this.resolve(properties[property])) ?? placeholder(label);
    } finally {
      this.#open.delete(label);
    }
  }

  /** A default counts: it is what the stack gets when nothing is said. An empty one mostly stands for `none`. */
  #parameter(name: string): unknown {
    const preset = fieldsOf(this.template.Parameters[name])['Default'];
    const value = PSEUDO_PARAMETERS.get(name) ?? preset;
    return value === undefined || value === '' ? placeholder(name) : value;
  }

  #substitute(args: unknown): unknown {
    const form = substitutionOf(args);
    if (!form) return unknownResult({ name: 'Fn::Sub', args });
    const own = fieldsOf(this.resolve(form.variables));
    return form.text.replaceAll(VARIABLE, (whole, literal: string, variable: string) => {
      if (literal) return whole.replace('!', '');
      const { name, attribute } = splitVariable(variable);
      const value = Object.hasOwn(own, variable) ? own[variable] : this.#reference(name, attribute);
      return isText(value) ? String(value) : placeholder(variable);
    });
  }

  #join([delimiter, items]: unknown[]): unknown {
    const parts = this.resolve(items);
    if (typeof delimiter !== 'string' || !Array.isArray(parts) || !parts.every(isText)) return undefined;
    return parts.join(delimiter);
  }

  #split([delimiter, text]: unknown[]): unknown {
    const whole = this.resolve(text);
    if (typeof delimiter !== 'string' || delimiter === '' || typeof whole !== 'string') return undefined;
    return isKnown(whole) ? whole.split(delimiter) : undefined;
  }

  #select([index, items]: unknown[]): unknown {
    const list = this.resolve(items);
    return Array.isArray(list) && isText(index) ? list[Number(index)] : undefined;
  }

  #find([map, first, second]: unknown[]): unknown {
    const found = fieldsOf(this.template.Mappings[String(map)])[String(this.resolve(first))];
    return fieldsOf(found)[String(this.resolve(second))];
  }
}

const isText = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const unknownResult = ({ name, args }: Call): string => placeholder(`${name} ${JSON.stringify(args)}`);
