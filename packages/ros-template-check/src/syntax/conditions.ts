import { asCall, type Call } from './call';
import { type Fields, isFields, listOf } from './template';

/** Decides whether a comparison, such as `Fn::Equals`, is true. */
export type Decide = (comparison: Call, path: string) => boolean;

/** Finds out whether conditions are true, from the results of their comparisons. Each condition is computed once. */
export class Conditions {
  readonly #settled = new Map<string, boolean>();
  /** Conditions that are being computed. One that needs itself counts as false; another rule reports it. */
  readonly #open = new Set<string>();

  constructor(
    private readonly conditions: Fields,
    private readonly decide: Decide,
  ) {}

  holds(name: string): boolean {
    const known = this.#settled.get(name);
    if (known !== undefined) return known;
    if (this.#open.has(name)) return false;
    this.#open.add(name);
    const value = this.#evaluate(this.conditions[name], `Conditions.${name}`);
    this.#open.delete(name);
    this.#settled.set(name, value);
    return value;
  }

  #evaluate(value: unknown, path: string): boolean {
    const name = isFields(value) && Object.hasOwn(value, 'Condition') ? value['Condition'] : value;
    if (typeof name === 'string') return this.holds(name);
    const call = asCall(value);
    if (!call) return value === true;
    const below = `${path}.${call.name}`;
    const parts = listOf(call.args);
    const at = (index: number) => (Array.isArray(call.args) ? `${below}.${index}` : below);
    const holds = (part: unknown, index: number) => this.#evaluate(part, at(index));
    switch (call.name) {
      case 'Fn::And':
        return parts.every(holds);
      case 'Fn::Or':
        return parts.some(holds);
      case 'Fn::Not':
        return !parts.some(holds);
      default:
        return this.decide(call, path);
    }
  }
}
