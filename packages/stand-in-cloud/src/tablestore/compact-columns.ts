import type { Version } from './row';
import type { Value } from './values';

/** What the columns of a row are, without what is in them. Most rows of a table share one of a few. */
interface Layout {
  names: readonly string[];
  types: readonly Value['type'][];
  positions: ReadonlyMap<string, number>;
  /** The names in order, where somebody has asked. */
  sorted?: readonly string[];
}

/** More layouts than the rows of a table usually have; rows of further ones have their own. */
const MAX_SHARED_LAYOUTS = 4096;
const layouts = new Map<string, Layout>();

/**
 * Columns with one version each, all of one time, as a write leaves them. A row of 25 columns takes a fifth of the memory
 * that a map with arrays of versions takes: with 100,000 rows, hundreds of megabytes.
 */
class CompactColumns implements ReadonlyMap<string, readonly Version[]> {
  constructor(
    private readonly layout: Layout,
    private readonly contents: readonly Value['value'][],
    private readonly timestamp: number,
  ) {}

  get sortedNames(): readonly string[] {
    this.layout.sorted ??= [...this.layout.names].sort();
    return this.layout.sorted;
  }

  get size(): number {
    return this.contents.length;
  }

  has(name: string): boolean {
    return this.layout.positions.has(name);
  }

  get(name: string): readonly Version[] | undefined {
    const position = this.layout.positions.get(name);
    return position === undefined ? undefined : this.at(position);
  }

  keys(): MapIterator<string> {
    return this.layout.names.values();
  }

  *values(): MapIterator<readonly Version[]> {
    for (let position = 0; position < this.size; position++) yield this.at(position);
  }

  *entries(): MapIterator<[string, readonly Version[]]> {
    for (const [position, name] of this.layout.names.entries()) yield [name, this.at(position)];
  }

  [Symbol.iterator](): MapIterator<[string, readonly Version[]]> {
    return this.entries();
  }

  forEach(
    callback: (
      versions: readonly Version[],
      name: string,
      map: ReadonlyMap<string, readonly Version[]>,
    ) => void,
  ): void {
    for (const [name, versions] of this) callback(versions, name, this);
  }

  private at(position: number): readonly Version[] {
    const value = { type: this.layout.types[position], value: this.contents[position] } as Value;
    return [{ timestamp: this.timestamp, value }];
  }
}

/** The names of columns in the order in which rows are sent. */
export const sortedNames = (columns: ReadonlyMap<string, unknown>): readonly string[] =>
  columns instanceof CompactColumns ? columns.sortedNames : [...columns.keys()].sort();

/** The same columns in less memory, where that is possible. */
export function compactColumns(
  columns: ReadonlyMap<string, readonly Version[]>,
): ReadonlyMap<string, readonly Version[]> {
  const versions: Version[] = [];
  for (const [version, ...older] of columns.values()) {
    if (!version || older.length > 0 || version.timestamp !== (versions[0] ?? version).timestamp)
      return columns;
    versions.push(version);
  }
  if (versions.length === 0) return columns;
  const types = versions.map(({ value }) => value.type);
  const contents = versions.map(({ value }) => value.value);
  return new CompactColumns(layoutOf([...columns.keys()], types), contents, versions[0]!.timestamp);
}

function layoutOf(names: readonly string[], types: readonly Value['type'][]): Layout {
  const id = JSON.stringify([names, types]);
  const known = layouts.get(id);
  if (known) return known;
  const layout: Layout = {
    names,
    types,
    positions: new Map(names.map((name, position) => [name, position])),
  };
  if (layouts.size < MAX_SHARED_LAYOUTS) layouts.set(id, layout);
  return layout;
}
