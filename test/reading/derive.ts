/**
 * Makes the list of what is sure in `fast`, and its tables in `docs/reading.md`, from the records of `gather.ts`:
 *
 *   npx tsx test/reading/derive.ts RECORDS…
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEDIA_COLUMNS } from '../../contract/columns';
import { listedName } from '../../functions/extract/mediainfo/listed-name';
import type { ListedContainer } from '../../functions/extract/mediainfo/sure-fields';
import { compareReports, type TrackComparison } from './compare-reports';
import { updatePage } from './docs-table';
import { type Gathered, gathered, isReadFast } from './gathered';
import { isDoubtful, isDoubtfulColumn, isExact, isUntold } from './reasons';

/** Fewest files of a codec in a container, and of a field in them, from which something is concluded. */
const LEAST_FILES = 4;
const LEAST_FIELDS = 3;

/** The function reads such files exactly. */
const SUSPICIOUS = /<(?:IsTruncated|FileExtension_Invalid|Conformance\w+)[ >]/;

/** A file is worth reading fast when that takes at most this share of the bytes. */
const WORTH = 0.7;

interface Seen {
  files: number;
  same: Map<string, number>;
  wrong: Map<string, string[]>;
  shares: number[];
}

const lastOf = (name: string): string => name.split('.').at(-1)!;

export const keyOf = ({ kind, format }: { kind: string; format: string }): string =>
  kind === 'General' || kind === 'Menu' ? kind : `${kind} ${format}`;

/** A field that was wrong with so many codecs of a kind is left out of all of them in that container. */
const WRONG_CODECS = 2;

type Sightings = Map<string, Map<string, Seen>>;

/** Fields that the container can tell: what is wrong with them in one is not in another. */
const OF_CONTAINER =
  /^(?:Duration|FrameCount|FrameRate|Sampling(?:Rate|Count)|Width|Height|DisplayAspectRatio|PixelAspectRatio|BitRate|StreamSize)/;

/** Of these, one codec shows that MediaInfo does not take them from the container alone. */
const OF_TIMELINE = /^(?:Duration|FrameCount|FrameRate|SamplingCount)/;

/**
 * The fields that are wrong in one file at least. What is wrong with a codec is so in every container, as MediaInfo has
 * one parser for it.
 */
export function vetoes(seen: Sightings): (container: string, key: string) => ReadonlySet<string> {
  const byCodec = new Map<string, Set<string>>();
  const byKind = new Map<string, Map<string, Set<string>>>();
  for (const [container, keys] of seen)
    for (const [key, { wrong }] of keys)
      for (const field of wrong.keys()) {
        const scope = key.includes(' ') && !OF_CONTAINER.test(field) ? key : `${container} ${key}`;
        byCodec.set(scope, (byCodec.get(scope) ?? new Set()).add(field));
        const kind = `${container} ${key.split(' ')[0]}`;
        const fields = byKind.get(kind) ?? new Map<string, Set<string>>();
        byKind.set(kind, fields.set(field, (fields.get(field) ?? new Set()).add(key)));
      }
  return (container, key) => {
    const codec = [key, `${container} ${key}`].flatMap((scope) => [...(byCodec.get(scope) ?? [])]);
    const kind = byKind.get(`${container} ${key.split(' ')[0]}`) ?? new Map<string, Set<string>>();
    const common = [...kind]
      .filter(([field, keys]) => keys.size >= WRONG_CODECS || OF_TIMELINE.test(field))
      .map(([field]) => field);
    return new Set([...codec, ...common]);
  };
}

/** What was seen of each container, by kind of track and codec. */
export function sightings(files: Iterable<Gathered>): Sightings {
  const containers = new Map<string, Map<string, Seen>>();
  for (const { path, size, fast, same, exact, exactBytes, fastBytes } of files) {
    if (!fast || !same || !isReadFast(path, size) || SUSPICIOUS.test(fast)) continue;
    const tracks = compareReports(fast, exact);
    const container = tracks[0]?.format ?? '';
    // Never read fast, so what is wrong in it says nothing of others.
    if (tracks.some((track) => isExact(container, keyOf(track)))) continue;
    const seen: Map<string, Seen> = containers.get(container) ?? new Map();
    containers.set(container, seen);
    for (const track of tracks) note(seen, track, fastBytes / exactBytes, path);
  }
  return containers;
}

function note(seen: Map<string, Seen>, track: TrackComparison, share: number, path: string): void {
  const key = keyOf(track);
  const entry: Seen = seen.get(key) ?? { files: 0, same: new Map(), wrong: new Map(), shares: [] };
  seen.set(key, entry);
  entry.files += 1;
  entry.shares.push(share);
  for (const name of track.same) {
    const field = lastOf(name).replace(/#\d+$/, '');
    entry.same.set(field, (entry.same.get(field) ?? 0) + 1);
  }
  for (const [name, fast, exact] of track.wrong) {
    const field = lastOf(name).replace(/#\d+$/, '');
    entry.wrong.set(field, [...(entry.wrong.get(field) ?? []), `${path}: ${fast} ≠ ${exact}`]);
  }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Names that are sure, as the list has them; undefined when the codec must be read exactly. */
export function sureNames(
  container: string,
  key: string,
  { files, same, shares }: Seen,
  wrong: ReadonlySet<string>,
): string[] | undefined {
  if (files < LEAST_FILES || isExact(container, key)) return undefined;
  if (isUntold(container, key)) return [];
  const isMedia = /^(?:Video|Audio) /.test(key);
  if (isMedia && median(shares) > WORTH) return undefined;
  const essential = isMedia || key === 'General' ? ['Format'] : [];
  if (key.startsWith('Video ')) essential.push('Width', 'Height');
  if (key === 'General') essential.push('Duration');
  if (essential.some((name) => wrong.has(name) || !same.has(name))) return undefined;
  const names = new Set<string>();
  for (const [field, count] of same) {
    const base = listedName(field);
    if (count < LEAST_FIELDS || wrong.has(base) || isDoubtful(container, key, base)) continue;
    names.add(base);
  }
  for (const field of wrong)
    if (listedName(field) !== field && names.has(listedName(field))) names.add(`!${field}`);
  return [...names].sort();
}

/** The names that all have, and what each has besides. */
function share(codecs: Map<string, string[]>): { every: string; codecs: Record<string, string> } {
  const lists = [...codecs.values()];
  const every = lists[0]!.filter(
    (name) => !name.startsWith('!') && lists.every((list) => list.includes(name)),
  );
  const rest = [...codecs].map(([codec, names]) => [
    codec,
    names.filter((name) => !every.includes(name)).join(' '),
  ]);
  return { every: every.join(' '), codecs: Object.fromEntries(rest) };
}

/** The list without its columns. */
export function listOf(seen: Sightings): Record<string, ListedContainer> {
  const list: Record<string, ListedContainer> = {};
  const veto = vetoes(seen);
  for (const [container, keys] of [...seen].sort()) {
    const kinds = new Map<string, Map<string, string[]>>();
    for (const [key, entry] of [...keys].sort()) {
      const names = sureNames(container, key, entry, veto(container, key));
      if (!names) continue;
      const [kind = '', ...codec] = key.split(' ');
      kinds.set(kind, (kinds.get(kind) ?? new Map()).set(codec.join(' '), names));
    }
    if (!kinds.has('General') || kinds.size < 2) continue;
    list[container] = {
      columns: '',
      tracks: Object.fromEntries([...kinds].map(([kind, codecs]) => [kind, share(codecs)])),
    };
  }
  return list;
}

const LIST = join(__dirname, '../../functions/extract/mediainfo/sure-fields.json');
const write = (containers: Record<string, ListedContainer>): void =>
  writeFileSync(LIST, `${JSON.stringify({ containers }, undefined, 2)}\n`);

interface Columns {
  same: Map<string, number>;
  wrong: Set<string>;
}

/**
 * False of a list of all tracks that would lack some: one codec of the kind does not tell the field that it is made of.
 */
function isWhole(name: string, { tracks }: ListedContainer): boolean {
  const column = MEDIA_COLUMNS.find((one) => one.name === name);
  if (column?.type !== 'list' || column.track === 'General') return true;
  const field = column.field ?? LIST_FIELDS[name];
  const kind = tracks[column.track!];
  if (!field) throw new Error(`Column ${name}: LIST_FIELDS must say which field it is made of.`);
  return kind?.every.split(' ').includes(field) ?? true;
}

/** The field of the tracks that a derived list is made of. */
const LIST_FIELDS: Record<string, string> = { AudioChannelLayouts: 'ChannelLayout' };

/** The columns that are the same when they are read from what is sure of the fast report. */
async function addColumns(list: Record<string, ListedContainer>, files: Iterable<Gathered>): Promise<void> {
  // Loaded now, since it reads the list that was just written.
  const { compareRows } = await import('./compare-rows.js');
  const seen = new Map<string, Columns>();
  for (const file of files) {
    if (!file.same || !isReadFast(file.path, file.size)) continue;
    const compared = await compareRows(file);
    if (!compared) continue;
    const entry: Columns = seen.get(compared.container) ?? { same: new Map(), wrong: new Set() };
    seen.set(compared.container, entry);
    for (const name of compared.same) entry.same.set(name, (entry.same.get(name) ?? 0) + 1);
    for (const [name, fast, exact] of compared.wrong) {
      if (!entry.wrong.has(name))
        console.log(`${compared.container}: column ${name}: ${fast} ≠ ${exact} (${file.path})`);
      entry.wrong.add(name);
    }
  }
  // What is wrong in one container is derived from fields that may lack in others, too.
  const wrong = new Set([...seen.values()].flatMap((entry) => [...entry.wrong]));
  for (const [container, { same }] of seen)
    list[container]!.columns = [...same]
      .filter(([name, count]) => count >= LEAST_FIELDS && !wrong.has(name))
      .filter(([name]) => !isDoubtfulColumn(container, name) && isWhole(name, list[container]!))
      .map(([name]) => name)
      .sort()
      .join(' ');
}

async function main(folders: readonly string[]): Promise<void> {
  const seen = sightings(gathered(folders));
  const list = listOf(seen);
  write(list);
  await addColumns(list, gathered(folders));
  write(list);
  updatePage(list);
  for (const [container, keys] of [...seen].sort()) {
    for (const [key, entry] of [...keys].sort()) {
      const names = sureNames(container, key, entry, vetoes(seen)(container, key));
      console.log(
        `${container} | ${key} | files ${entry.files} | share ${median(entry.shares).toFixed(2)} | ` +
          (names ? `${names.length} sure` : 'EXACT'),
      );
      for (const [field, cases] of entry.wrong)
        console.log(`      ✗ ${field} ${cases.length} ${cases[0]?.split('/').at(-1)}`);
    }
  }
}

if (require.main === module) void main(process.argv.slice(2));
