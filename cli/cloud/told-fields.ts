import { REGION_VARIABLES } from './configured-region';
import { OUTPUT_OF } from './connection';
import { TARGET_FIELDS, type Told } from './target-grammar';

type Field = (typeof TARGET_FIELDS)[number];

/** What is told of a pipeline, with where it stands. */
export type Fields = Partial<Record<Field, Told>>;

/** The fields that `source` holds under the names that `nameOf` gives them. */
export function fieldsOf(
  source: Record<string, unknown>,
  from: (field: Field) => string,
  nameOf: (field: Field) => string | undefined,
): Fields {
  const fields: Fields = {};
  for (const field of TARGET_FIELDS) {
    const value = source[nameOf(field) ?? ''];
    if (value !== undefined) fields[field] = { value, from: from(field) };
  }
  return fields;
}

/** Outputs of the stack by the field that each tells. */
const OUTPUTS: Partial<Record<Field, string>> = {
  ...OUTPUT_OF,
  region: 'Region',
  index: 'SearchIndexName',
  accountId: 'AccountId',
};

/** @param known what goes before the outputs */
export function namesOf(
  outputs: Record<string, unknown>,
  where: string,
  known: Record<string, unknown> = {},
): Fields {
  return fieldsOf(
    outputs,
    (field) => `output '${OUTPUTS[field]}' in ${where}`,
    (field) => (known[field] === undefined ? OUTPUTS[field] : undefined),
  );
}

/** What the environment tells; the region as the tools of Alibaba Cloud look for it. */
export function fromEnvironment(env: NodeJS.ProcessEnv): Fields {
  const names = {
    region: REGION_VARIABLES,
    accountId: ['ALIBABA_CLOUD_ACCOUNT_ID'],
  };
  const fields: Fields = {};
  for (const [field, variables] of Object.entries(names)) {
    const name = variables.find((variable) => env[variable]);
    if (name) fields[field as Field] = { value: env[name], from: `$${name}` };
  }
  return fields;
}

/** Options that were set. */
export function given(options: object): Fields {
  const flagOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return fieldsOf(
    options as Record<string, unknown>,
    (field) => `--${flagOf(field)}`,
    (field) => field,
  );
}

/** Flags of what is not told, for a message. */
export function missingOf(told: Fields, needed: readonly Field[]): string | undefined {
  const missing = needed.filter((field) => !told[field]?.value);
  return missing.length > 0 ? missing.map((field) => `--${field}`).join(', ') : undefined;
}
