/** Ends or removes what was started or made. */
export type Cleanup = () => void | Promise<void>;

/** One after the other, as they stand. */
export async function runAll(cleanups: Cleanup[]): Promise<void> {
  for (const cleanup of cleanups) await cleanup();
}
