import { ApiError } from './errors';

/** Parameters of every call. */
const COMMON = [
  ...['Action', 'Version', 'Format', 'RegionId', 'Timestamp'],
  ...['AccessKeyId', 'Signature', 'SignatureMethod', 'SignatureVersion', 'SignatureNonce', 'SignatureType'],
  'SecurityToken',
];

/** The parameters of one call. A name that has no effect here is refused, not ignored. */
export class Inputs {
  /** @param known names that the action takes, before the first dot */
  constructor(
    private readonly values: ReadonlyMap<string, string>,
    known: readonly string[],
  ) {
    const all = [...COMMON, ...known];
    for (const name of values.keys()) {
      const [base = ''] = name.split('.');
      if (!all.includes(base)) {
        throw new ApiError(
          'InvalidParameter',
          `The specified parameter ${name} is invalid, it is not known here.`,
        );
      }
    }
  }

  optional(name: string): string | undefined {
    return this.values.get(name) || undefined;
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) {
      throw new ApiError('MissingParameter', `The input parameter ${name} should be specified.`);
    }
    return value;
  }

  flag(name: string): boolean {
    return this.oneOf(name, ['false', 'true']) === 'true';
  }

  /** @returns the value given, or the first of `allowed` when none is given */
  oneOf(name: string, allowed: readonly [string, ...string[]]): string {
    const value = this.optional(name) ?? allowed[0];
    // Clients of some languages write True.
    const found = allowed.find((one) => one.toLowerCase() === value.toLowerCase());
    if (found !== undefined) return found;
    const rule = `it must be one of ${allowed.join(', ')}, '${value}' given`;
    throw new ApiError('InvalidParameter', `The specified parameter ${name} is invalid, ${rule}.`);
  }

  integer(name: string, otherwise: number, most: number): number {
    const value = this.optional(name) ?? String(otherwise);
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= 1 && number <= most) return number;
    const rule = `it must be a whole number from 1 to ${most}, '${value}' given`;
    throw new ApiError('InvalidParameter', `The specified parameter ${name} is invalid, ${rule}.`);
  }

  /** `NAME.1`, `NAME.2` and so on. */
  list(name: string): string[] {
    return this.#numbers(name).map((number) => this.values.get(`${name}.${number}`) ?? '');
  }

  /** `NAME.1.KEY` with `NAME.1.VALUE` and so on. */
  pairs(name: string, key: string, value: string): Record<string, string> {
    return Object.fromEntries(
      this.#numbers(name).map((number) => [
        this.required(`${name}.${number}.${key}`),
        this.values.get(`${name}.${number}.${value}`) ?? '',
      ]),
    );
  }

  #numbers(name: string): number[] {
    const found = [...this.values.keys()]
      .filter((key) => key.startsWith(`${name}.`))
      .map((key) => Number(key.slice(name.length + 1).split('.')[0]));
    return [...new Set(found)].filter(Number.isInteger).sort((a, b) => a - b);
  }
}
