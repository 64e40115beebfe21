import { MEDIA_COLUMNS } from '../../contract/columns';
import type { ObjectRow } from '../cloud/rows';
import { endingOf } from './contents';
import type { StoredObject } from './state';

export type FindingKind =
  /** An object without a row. */
  | 'missing'
  /** A row about another version of the object. */
  | 'stale'
  /** A row without an object. */
  | 'orphaned'
  /** A row about the right version that differs from a description made without faults. */
  | 'wrong'
  /** A row of which no event tells, or another thing than it says. */
  | 'unannounced'
  /** An instance of the function that holds more than it should, or can no longer work. */
  | 'leaked';

export interface Finding {
  kind: FindingKind;
  /** The object's key. For `leaked`, the function and the instance. */
  key: string;
  detail: string;
}

/** What a row says about an object, wherever and whenever it was described. */
export type Description = Record<string, unknown>;

/** Objects with the same bytes and extension have the same description. */
export const identityOf = ({ key, crc64, size }: StoredObject): string => `${crc64} ${size} ${endingOf(key)}`;

/** Columns that depend only on the object's bytes and extension. */
const COMPARED = ['Status', 'Reason', 'Doubts', ...MEDIA_COLUMNS.map(({ name }) => name)];

/** Parts of a report that say where the object is and when it was uploaded. */
const PLACE =
  /<media ref="[^"]*">|<(CompleteName|FolderName|FileName|FileNameExtension|File_Modified_Date|File_Modified_Date_Local)>[^<]*<\/\w+>/g;

export function descriptionOf({ columns, xml }: ObjectRow): Description {
  const compared = Object.fromEntries(COMPARED.map((name) => [name, columns[name] ?? null]));
  return { ...compared, report: xml?.replace(PLACE, '') ?? null };
}

/** Compares the bucket with the table. @param expected descriptions by identity */
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
