import pLimit from 'p-limit';

/** Runs a task for each item, at most `limit` at once, in the order of the items. */
export async function sideBySide<T>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const limited = pLimit(limit);
  await Promise.all(items.map((item) => limited(() => task(item))));
}
