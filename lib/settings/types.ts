import * as z from 'zod';

/** The documentation of a setting, in addition to the type and limits in its schema. */
export interface SettingDocs {
  /** One sentence: what the setting does, with its unit. */
  description: string;
  /** Type and limits in words, as the table shows them. */
  limits: string;
  /** The type in TypeScript, when it cannot be derived from the schema. */
  type?: string;
  /** What happens when the setting is missing, when that is not a literal value. */
  whenAbsent?: string;
  /** The reason for the default, or the source of a limit. */
  reason?: string;
}

const docs = new WeakMap<z.ZodType, SettingDocs>();

/** Attaches documentation to the schema of one setting. */
export function setting<T extends z.ZodType>(schema: T, about: SettingDocs): T {
  docs.set(schema, about);
  return schema;
}

/** @throws Error when the setting has no documentation */
export function docsOf(name: string, schema: z.ZodType): SettingDocs {
  const found = docs.get(schema);
  if (!found) {
    throw new Error(`Setting '${name}' must be documented with setting(schema, docs).`);
  }
  return found;
}

/**
 * The values of `-c name=value` are strings. A numeral becomes a number; the schema refuses everything else.
 */
function toNumber(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
    ? Number(value)
    : value;
}

export interface NumberLimits {
  min: number;
  max: number;
  multipleOf?: number;
}

export function number({ min, max, multipleOf }: NumberLimits) {
  const range = `must be between ${min} and ${max}`;
  const limited = z.number('must be a number').min(min, range).max(max, range);
  return z.preprocess(
    toNumber,
    multipleOf === undefined
      ? limited
      : limited.multipleOf(multipleOf, `must be a multiple of ${multipleOf}`),
  );
}

export function wholeNumber({ min, max, multipleOf = 1 }: NumberLimits) {
  const range = `must be between ${min} and ${max}`;
  const step = multipleOf === 1 ? 'must be a whole number' : `must be a multiple of ${multipleOf}`;
  return z.preprocess(
    toNumber,
    z.number('must be a number').min(min, range).max(max, range).multipleOf(multipleOf, step),
  );
}

/** True or false, or these words on the command line. */
export function flag() {
  return z.preprocess(
    (value) => (value === 'true' ? true : value === 'false' ? false : value),
    z.boolean('must be true or false'),
  );
}

export function choice<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

/** One of a few numbers. */
export function numberChoice<const T extends number>(values: T[]) {
  return z.preprocess(toNumber, z.literal(values, `must be ${values.join(' or ')}`));
}

/** A string that matches `pattern`. `rule` describes the pattern in words. */
export function text(pattern: RegExp, rule: string) {
  return z.string('must be a string').regex(pattern, `must be ${rule}`);
}

/** `{"a": "b"}` in cdk.json, also as text on the command line, or `a=b,c=d` there. */
function toPairs(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  if (value.trimStart().startsWith('{')) {
    try {
      return JSON.parse(value);
    } catch {
      // Pairs, of which the first key begins so.
    }
  }
  const pairs = value.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair.trim(), undefined] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}

const TAG_KEY = /^(?!aliyun|acs:|https?:\/\/).{1,64}$/i;

/** Limits that every service of the stack accepts. OSS bucket tags have the strictest ones. */
export function tags() {
  const form = 'must be an object of strings, or key=value pairs joined by commas';
  return z.preprocess(
    toPairs,
    z
      .record(z.string(), z.string(form).max(128, 'must have values of at most 128 characters'), form)
      .refine((value) => Object.keys(value).every((key) => TAG_KEY.test(key)), {
        error:
          'must have keys of 1 to 64 characters that do not start with aliyun, acs:, http:// or https://',
      })
      .refine((value) => Object.keys(value).length <= 20, 'must hold at most 20 tags'),
  );
}

/** A list of some of these words, none twice, or the words joined by commas on the command line. */
export function choices<const T extends readonly [string, ...string[]]>(values: T) {
  const rule = `must be a list of ${values.join(', ')}, or these joined by commas`;
  return z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value),
    z
      .array(choice(values), rule)
      .min(1, rule)
      .refine((items) => new Set<string>(items).size === items.length, 'must not hold an item twice'),
  );
}

/** A list without repetitions, or its items joined by commas on the command line. */
export function list<T extends z.ZodType<string>>(item: T, most: number) {
  return z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value),
    z
      .array(item, 'must be a list of strings, or strings joined by commas')
      .max(most, `must hold at most ${most} items`)
      .refine((items) => new Set(items).size === items.length, 'must not hold an item twice'),
  );
}

/** Files by a text that each is for. `limited` says what the texts must be. */
export function filesBy(limited: z.ZodType<string>, most: number) {
  const form = 'must be an object of strings, or prefix=file pairs joined by commas';
  return z.preprocess(
    toPairs,
    z
      .record(z.string(), z.string(form).min(1, 'must name a file for each prefix'), form)
      .superRefine((value, context) => {
        const issues = Object.keys(value).flatMap((key) => limited.safeParse(key).error?.issues ?? []);
        for (const { message } of issues) context.addIssue({ code: 'custom', message });
      })
      .refine((value) => Object.keys(value).length <= most, `must hold at most ${most} files`),
  );
}
