interface Entry<T> {
  time: number;
  order: number;
  event: T;
}

const isBefore = <T>(a: Entry<T>, b: Entry<T>): boolean =>
  a.time < b.time || (a.time === b.time && a.order < b.order);

/** What happens when, taken out in order of time. Of the same time, what was put in first comes first. */
export class EventHeap<T> {
  private readonly entries: Entry<T>[] = [];
  private puts = 0;

  put(time: number, event: T): void {
    const { entries } = this;
    const entry: Entry<T> = { time, order: this.puts, event };
    this.puts += 1;
    let at = entries.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(entry, entries[above]!)) break;
      entries[at] = entries[above]!;
      at = above;
    }
    entries[at] = entry;
  }

  take(): { time: number; event: T } | undefined {
    const { entries } = this;
    const [first] = entries;
    const last = entries.pop();
    if (!first || !last || entries.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= entries.length) break;
      if (below + 1 < entries.length && isBefore(entries[below + 1]!, entries[below]!)) below += 1;
      if (!isBefore(entries[below]!, last)) break;
      entries[at] = entries[below]!;
      at = below;
    }
    entries[at] = last;
    return first;
  }
}
