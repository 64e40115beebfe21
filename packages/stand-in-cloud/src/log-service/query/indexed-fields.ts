import type { LogEntry } from '../service';
import type { SqlValue } from './sql-values';

type FieldType = 'text' | 'long' | 'double';

interface KeyIndex {
  type: FieldType | 'json';
  /** Whether it may stand in SQL. */
  doc_value?: boolean;
  caseSensitive?: boolean;
  chn?: boolean;
  token?: string[];
  json_keys?: Record<string, { type: FieldType; doc_value?: boolean }>;
}

/** The index of a logstore in the form of the service's API. */
interface Index {
  line?: { caseSensitive?: boolean; chn?: boolean; token?: string[] };
  keys?: Record<string, KeyIndex>;
}

/** How a text is divided into words. */
export interface Division {
  caseSensitive: boolean;
  chinese: boolean;
  delimiters: string;
}

/** A field that can be searched; one in a JSON object is named by its path, such as `message.status`. */
export interface IndexedField extends Division {
  name: string;
  type: FieldType;
  inSql: boolean;
  /** The value of an entry; null where it has none, or one of another type. */
  read(entry: LogEntry): SqlValue;
}

/** What the console proposes for a new index. */
const DELIMITERS = ', \'";=()[]{}?@&<>/:\n\t\r';

const divisionOf = ({
  caseSensitive = false,
  chn = false,
  token,
}: KeyIndex | (Index['line'] & {})): Division => ({
  caseSensitive,
  chinese: chn,
  delimiters: token?.join('') ?? DELIMITERS,
});

/** The time of an entry is always there, in seconds since the epoch. */
const TIME: IndexedField = {
  name: '__time__',
  type: 'long',
  inSql: true,
  ...divisionOf({}),
  read: ({ time }) => BigInt(Math.floor(time / 1000)),
};

/** The fields of an index, and how the whole line is divided; undefined without a full-text index. */
export function readIndex(index: unknown): { fields: Map<string, IndexedField>; line?: Division } {
  const { line, keys = {} } = index as Index;
  const fields = Object.entries(keys).flatMap(([name, key]) => fieldsOf(name, key));
  return {
    fields: new Map([TIME, ...fields].map((field) => [field.name, field])),
    ...(line ? { line: divisionOf(line) } : {}),
  };
}

function fieldsOf(name: string, key: KeyIndex): IndexedField[] {
  const division = divisionOf(key);
  if (key.type !== 'json') {
    const { type } = key;
    const read = ({ fields }: LogEntry): SqlValue => typed(type, fields[name]);
    return [{ name, type, inSql: key.doc_value ?? false, ...division, read }];
  }
  return Object.entries(key.json_keys ?? {}).map(([path, { type, doc_value }]) => ({
    name: `${name}.${path}`,
    type,
    inSql: doc_value ?? false,
    ...division,
    read: ({ fields }) => typed(type, valueAt(fields[name], path)),
  }));
}

function valueAt(json: string | undefined, path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(json ?? '');
  } catch {
    // A line that is not JSON has none of the fields.
    return undefined;
  }
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function typed(type: FieldType, value: unknown): SqlValue {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (type === 'text') return text;
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) return null;
  if (type === 'double') return number;
  return Number.isInteger(number) ? BigInt(number) : null;
}
