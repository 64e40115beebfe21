/** Order of two keys by their UTF-8 bytes; JavaScript's own order differs for surrogate pairs. */
export function compareKeys(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return byteOrder(x) - byteOrder(y);
  }
  return a.length - b.length;
}

/** Surrogates belong to characters above U+FFFF, so they sort after U+E000 to U+FFFF. */
function byteOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** A set of keys in byte order. Additions are sorted in at the next query, so that 100,000 additions stay cheap. */
export class KeyIndex {
  private sorted: string[] = [];
  private readonly added = new Set<string>();
  private readonly removed = new Set<string>();

  add(key: string): void {
    if (!this.removed.delete(key)) this.added.add(key);
  }

  delete(key: string): void {
    if (!this.added.delete(key)) this.removed.add(key);
  }

  keys(): readonly string[] {
    if (this.added.size > 0 || this.removed.size > 0) this.merge();
    return this.sorted;
  }

  /** Position of the first key that is not before `key`. */
  lowerBound(key: string): number {
    return this.search((candidate) => compareKeys(candidate, key) >= 0);
  }

  /** Position of the first key after `key`. */
  upperBound(key: string): number {
    return this.search((candidate) => compareKeys(candidate, key) > 0);
  }

  /** Position of the first key after all keys with this prefix. */
  behindPrefix(prefix: string): number {
    return this.search((candidate) => compareKeys(candidate, prefix) > 0 && !candidate.startsWith(prefix));
  }

  private search(reached: (key: string) => boolean): number {
    const keys = this.keys();
    let [from, to] = [0, keys.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (reached(keys[middle]!)) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  private merge(): void {
    const fresh = [...this.added].sort(compareKeys);
    const merged: string[] = [];
    let next = 0;
    for (const key of this.sorted) {
      while (next < fresh.length && compareKeys(fresh[next]!, key) < 0) merged.push(fresh[next++]!);
      if (!this.removed.has(key)) merged.push(key);
    }
    while (next < fresh.length) merged.push(fresh[next++]!);
    this.sorted = merged;
    this.added.clear();
    this.removed.clear();
  }
}
