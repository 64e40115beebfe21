import type { FieldColumn } from './field-column';
import type { Group } from './group-sorting';
import type { Scalar } from './scalars';

/**
 * The rows by what a field holds; one with several values is in several groups.
 * @param keysOf the groups of the values of a row
 */
export function collectGroups(
  slots: readonly number[],
  column: FieldColumn,
  keysOf: (values: readonly Scalar[]) => readonly Scalar[],
): Group[] {
  const cells = column.bySlot;
  const counts = new Uint32Array(column.size);
  for (const slot of slots) counts[cells[slot]!]! += 1;
  const groups = new Map<Scalar, { count: number; position: number }>();
  // Rows with the same values are in the same groups.
  const positions: number[][] = [];
  for (const [cell, count] of counts.entries()) {
    if (count === 0) continue;
    positions[cell] = [...new Set(keysOf(column.values(cell)))].map((key) => {
      const group = groups.get(key) ?? { count: 0, position: groups.size };
      group.count += count;
      groups.set(key, group);
      return group.position;
    });
  }
  let gathered: number[][] | undefined;
  const gather = (): number[][] => {
    const lists: number[][] = Array.from(groups, () => []);
    for (const slot of slots) for (const position of positions[cells[slot]!]!) lists[position]!.push(slot);
    return lists;
  };
  return [...groups].map(([key, { count, position }]) => ({
    key,
    count,
    slots: () => {
      gathered ??= gather();
      return gathered[position]!;
    },
  }));
}
