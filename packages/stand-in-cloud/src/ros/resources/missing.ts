/** Lets a deletion pass whose target is gone already, as ROS does. */
export async function unlessMissing(
  codes: readonly string[],
  act: () => void | Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (typeof code !== 'string' || !codes.includes(code)) throw error;
  }
}
