import type { Template } from './template';

/** Evaluates the conditions of a template. They depend only on parameters, so each is evaluated once. */
export class ConditionEvaluator {
  readonly #settled = new Map<string, boolean>();

  constructor(
    private readonly template: Template,
    /** Replaces the functions in an operand by their values. */
    private readonly resolve: (value: unknown, path: string) => unknown,
  ) {}

  holds(name: string): boolean {
    const known = this.#settled.get(name);
    if (known !== undefined) return known;
    const value = this.#evaluate(this.template.Conditions[name], `Conditions.${name}`);
    this.#settled.set(name, value);
    return value;
  }

  #evaluate(value: unknown, path: string): boolean {
    if (typeof value === 'string') return this.holds(value);
    if (typeof value === 'boolean') return value;
    const [name, args] = Object.entries(value as Record<string, unknown>)[0] ?? [];
    const all = Array.isArray(args) ? args : [args];
    switch (name) {
      case 'Condition':
        return this.holds(String(args));
      case 'Fn::And':
        return all.every((one) => this.#evaluate(one, path));
      case 'Fn::Or':
        return all.some((one) => this.#evaluate(one, path));
      case 'Fn::Not':
        return !this.#evaluate(all[0], path);
      default:
        return this.resolve(value, path) === true;
    }
  }
}
