import { MEDIA_COLUMNS } from '../../contract/columns';
import type { ObjectRow } from '../cloud/rows';
import { endingOf } from './contents';
import type { StoredObject } from './state';

export type FindingKind =
  /** An object without a row. */
  | 'missing'
  /** A row about another version than the object's. */
  | 'stale'
  /** A row without an object. */
  | 'orphaned'
  /** A row about the right version that says something else than a description in peace. */
  | 'wrong'
  /** An instance of the function that holds more than it should, or can work no more. */
  | 'leaked';

export interface Finding {
  kind: FindingKind;
  /** The object's; of what leaked, the function and the instance. */
  key: string;
  detail: string;
}

/** What a row says about an object, whenever and wherever it was described. */
export type Description = Record<string, unknown>;

/** Objects with the same bytes and ending have the same description. */
export const identityOf = ({ key, crc64, size }: StoredObject): string => `${crc64} ${size} ${endingOf(key)}`;

/** Columns that depend on the object's bytes and ending alone. */
const COMPARED = ['Status', 'Reason', 'Doubts', ...MEDIA_COLUMNS.map(({ name }) => name)];

/** Parts of a report that say where the object is and when it was put there. */
const PLACE =
  /<media ref="[^"]*">|<(CompleteName|FolderName|FileName|FileNameExtension|File_Modified_Date|File_Modified_Date_Local)>[^<]*<\/\w+>/g;

export function descriptionOf({ columns, xml }: ObjectRow): Description {
  const compared = Object.fromEntries(COMPARED.map((name) => [name, columns[name] ?? null]));
  return { ...compared, report: xml?.replace(PLACE, '') ?? null };
}

/** Compares what is in the bucket with what is in the table. @param expected descriptions by identity */
export function check(
  objects: readonly StoredObject[],
  rows: readonly ObjectRow[],
  expected: ReadonlyMap<string, Description>,
): Finding[] {
  const rowsByKey = new Map(rows.map((row) => [row.key, row]));
  const keys = new Set(objects.map(({ key }) => key));
  const orphans = rows.filter(({ key }) => !keys.has(key));
  return [
    ...objects.flatMap((object) => checkObject(object, rowsByKey.get(object.key), expected)),
    ...orphans.map(({ key, status }) => ({ kind: 'orphaned' as const, key, detail: `status ${status}` })),
  ];
}

function checkObject(
  object: StoredObject,
  row: ObjectRow | undefined,
  expected: ReadonlyMap<string, Description>,
): Finding[] {
  const { key } = object;
  if (!row) return [{ kind: 'missing', key, detail: `ETag ${object.etag}` }];
  const version = {
    ETag: object.etag,
    Size: object.size,
    LastModified: object.lastModified,
    Crc64: object.crc64,
  };
  const stale = difference(version, row.columns);
  if (stale) return [{ kind: 'stale', key, detail: stale }];
  const right = expected.get(identityOf(object));
  if (!right) throw new Error(`No description to compare '${key}' with.`);
  const wrong = difference(right, descriptionOf(row));
  return wrong ? [{ kind: 'wrong', key, detail: wrong }] : [];
}

function difference(should: Description, is: Description): string | undefined {
  const name = Object.keys(should).find((column) => should[column] !== is[column]);
  return name && `${name} is ${shown(is[name])}, not ${shown(should[name])}`;
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'absent').slice(0, 200);
