/**
 * The items of several sources as they come, in no order between them. Each source is one item ahead at most, so that a
 * slow reader holds all of them back.
 */
export async function* merged<T>(sources: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const next = async (source: AsyncGenerator<T>) => ({ source, result: await source.next() });
  const waiting = new Map<AsyncGenerator<T>, ReturnType<typeof next>>();
  const ask = (source: AsyncGenerator<T>): void => {
    const asked = next(source);
    // Whoever waits for it gets the error.
    asked.catch(() => undefined);
    waiting.set(source, asked);
  };
  try {
    for (const source of sources) ask(source);
    while (waiting.size > 0) {
      const { source, result } = await Promise.race(waiting.values());
      if (result.done) {
        waiting.delete(source);
        continue;
      }
      ask(source);
      yield result.value;
    }
  } finally {
    // What is under way ends by itself; nobody waits for it.
    for (const source of sources) source.return(undefined).catch(() => undefined);
  }
}
